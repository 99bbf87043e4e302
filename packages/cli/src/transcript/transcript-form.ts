import type { Message } from "@classchat/core";

/** What a transcript says about its room. */
export interface About {
  room: string;
  title: string;
}

/** How messages are written down; called for each in its order, so that no more than one is held at a time. */
export interface TranscriptForm {
  begin(): string;
  message(message: Message, before: Message | undefined): string;
  end(): string;
}
