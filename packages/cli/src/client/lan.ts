import type { Agent } from "node:https";
import type { Fingerprint } from "@classchat/core";
import {
  type DialedRoom,
  dialRoom,
  Finder,
  type FoundRoom,
  isRoomCode,
  PinnedAgent,
  type RememberedAddress,
  roomCode,
  roomCodeMatches,
} from "@classchat/core/lan";

export type { FoundRoom, RememberedAddress };

/** Looks for rooms until it is closed. */
export interface RoomFinder {
  rooms(): readonly FoundRoom[];
  onChange(listener: () => void): () => void;
  query(): void;
  close(): void;
}

/** What the client needs of the network; tests hand in one of their own. */
export interface Lan {
  find(remembered: readonly RememberedAddress[]): RoomFinder;
  dial(target: { address: string; port: number; signal?: AbortSignal }): Promise<DialedRoom>;
  isCode(text: string): boolean;
  code(fingerprint: Fingerprint): Promise<string>;
  codeFits(typed: string, fingerprint: Fingerprint): Promise<boolean>;
  /** Connects to that address, and to a host with that key only. */
  agent(fingerprint: Fingerprint, address: string): Agent;
}

export const realLan: Lan = {
  find: (remembered) => new Finder({ remembered }),
  dial: dialRoom,
  isCode: isRoomCode,
  code: roomCode,
  codeFits: roomCodeMatches,
  agent: (fingerprint, address) => new PinnedAgent(fingerprint, address),
};
