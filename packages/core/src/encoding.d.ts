// https://encoding.spec.whatwg.org: every runtime has it, and the language alone does not know of it.
declare class TextDecoder {
  constructor(label: "utf-8" | "utf-16le" | "utf-16be", options?: { fatal?: boolean });
  decode(bytes?: Uint8Array, options?: { stream?: boolean }): string;
}
