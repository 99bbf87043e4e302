import type { Agent } from "node:https";
import type { Fingerprint, RoomCard, RoomId } from "@classchat/core";
import {
  dialRoom,
  Finder,
  isRoomCode,
  PinnedAgent,
  roomCode,
  roomCodeMatches,
} from "@classchat/core/lan";

/** A room that answers on this network. Its fingerprint is that of the key it showed. */
export interface FoundRoom {
  id: RoomId;
  name: string;
  title: string;
  host: string;
  address: string;
  port: number;
  addresses: readonly string[];
  fingerprint: Fingerprint;
  mentor: string | null;
  online: number;
  version: string;
  protocol: number;
}

export interface RememberedAddress {
  id: RoomId;
  addresses: readonly string[];
  port: number;
}

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
  dial(target: {
    address: string;
    port: number;
    signal?: AbortSignal;
  }): Promise<{ card: RoomCard; fingerprint: Fingerprint }>;
  isCode(text: string): boolean;
  code(fingerprint: Fingerprint): Promise<string>;
  codeFits(typed: string, fingerprint: Fingerprint): Promise<boolean>;
  /** Connects to hosts with that key only. */
  agent(fingerprint: Fingerprint): Agent;
}

export const realLan: Lan = {
  find: (remembered) => new Finder({ remembered }),
  dial: dialRoom,
  isCode: isRoomCode,
  code: roomCode,
  codeFits: roomCodeMatches,
  agent: (fingerprint) => new PinnedAgent(fingerprint),
};
