import { codePoints, limits } from "@classchat/core";
import { type Command, incompleteWords } from "../input/command.ts";
import { words } from "../words/words.ts";

/** Why a typed line stays in its field; nothing where it can be carried out. */
export function refusalOf(command: Command): string | undefined {
  switch (command.type) {
    case "unknown":
      return unknownWords(command);
    case "incomplete":
      return sentence(incompleteWords(command));
    case "say":
      return codePoints(command.text) > limits.messageLength
        ? words.errors["message-too-long"]
        : undefined;
    default:
      return undefined;
  }
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function unknownWords({ name, near }: Extract<Command, { type: "unknown" }>): string {
  return near ? words.slash.unknownBut(name, near) : words.slash.unknown(name);
}
