import assert from "node:assert/strict";
import { firstLines, TextCheck } from "@classchat/core";

const utf8 = (text: string) => new TextEncoder().encode(text);
const utf16le = (text: string) => new Uint8Array(Buffer.from(`\ufeff${text}`, "utf16le"));
const utf16be = (text: string) => new Uint8Array(Buffer.from(`\ufeff${text}`, "utf16le").swap16());
const zeros = (count: number) => new Uint8Array(count);

function join(...parts: Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts));
}

function isText(bytes: Uint8Array, pieceBytes = bytes.length || 1): boolean {
  const check = new TextCheck();
  for (let at = 0; at < bytes.length; at += pieceBytes) {
    check.add(bytes.subarray(at, at + pieceBytes));
  }
  return check.end();
}

describe("the text rule", () => {
  const texts: Record<string, Uint8Array> = {
    "nothing at all": zeros(0),
    "one letter": utf8("a"),
    "UTF-8": utf8("naïve 😀\r\n\u2028"),
    "UTF-8 with a byte order mark": utf8("\ufeffabc"),
    "UTF-16, little end first": utf16le("abc 😀"),
    "UTF-16, big end first": utf16be("abc 😀"),
    "a NUL behind the first 64 KiB": join(utf8("x".repeat(64 * 1024)), zeros(1)),
  };
  const others: Record<string, Uint8Array> = {
    "a NUL": utf8("a\0b"),
    "Latin-1": new Uint8Array([0x6e, 0x61, 0xef, 0x76, 0x65]),
    "UTF-8 that is cut off": utf8("😀").subarray(0, 3),
    "UTF-16 with half a pair": join(utf16le("a"), new Uint8Array([0x00, 0xd8])),
    "UTF-16 with half a unit": join(utf16le("a"), new Uint8Array([0x61])),
    "a picture": new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]),
    "a lone first byte of a mark": new Uint8Array([0xff]),
  };

  for (const [what, bytes] of Object.entries(texts)) {
    it(`takes ${what}, in whatever pieces it comes [F2]`, () => {
      for (const pieceBytes of [bytes.length || 1, 1, 2, 3]) assert.ok(isText(bytes, pieceBytes));
    });
  }

  for (const [what, bytes] of Object.entries(others)) {
    it(`does not take ${what}, in whatever pieces it comes [F2]`, () => {
      for (const pieceBytes of [bytes.length, 1, 2, 3]) assert.ok(!isText(bytes, pieceBytes));
    });
  }

  it("says no at the first piece that no text has", () => {
    const check = new TextCheck();
    check.add(utf8("abc"));
    assert.ok(check.isText);
    check.add(zeros(1));
    assert.ok(!check.isText);
  });
});

describe("the first lines of a text", () => {
  const few = { lines: 2, length: 12 };

  it("are as many as asked for, of any encoding and line end", () => {
    assert.equal(firstLines(utf8("one\r\ntwo\nthree"), few), "one\ntwo");
    assert.equal(firstLines(utf16be("één\ntwee\ndrie"), few), "één\ntwee");
    assert.equal(firstLines(utf8("\ufeffa very long line"), few), "a very long");
  });

  it("end before a character that is cut in two", () => {
    assert.equal(firstLines(utf8("ab😀").subarray(0, 4), few), "ab");
  });
});
