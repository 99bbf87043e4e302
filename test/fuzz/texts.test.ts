import assert from "node:assert/strict";
import {
  cleanLine,
  cleanText,
  foldName,
  isEmailName,
  Member,
  MessageText,
  RoomName,
  safeFileName,
  splitFileName,
  UserName,
  utf8Length,
} from "@classchat/core";
import { isReservedName, nameKeys } from "@classchat/core/look-alikes";
import fc from "fast-check";
import { itHolds } from "../support/fuzz.ts";
import { anyText, dirtIn, likeAndAlike, nearName, seenIn } from "../support/fuzz-texts.ts";

describe("any text", () => {
  const cleaned = (text: string) => {
    const clean = cleanText(text);
    assert.equal(dirtIn(clean), undefined);
    assert.equal(cleanText(clean), clean);
  };
  itHolds("that was cleaned is clean, and stays as it is", anyText, cleaned, { kept: ["\ufff0"] });

  const onOneLine = (text: string) => {
    const clean = cleanLine(text);
    assert.equal(dirtIn(clean), undefined);
    assert.doesNotMatch(clean, /[\n\t\u2028\u2029]|^\s|\s$/u);
    assert.equal(cleanLine(clean), clean);
  };
  itHolds("on one line is clean, and stays as it is", anyText, onOneLine, {
    kept: ["\u0915\u0951\u094d\u200d", "\u0dd9\u0dca\u200d"],
  });

  itHolds("loses nothing that can be seen and does no harm", anyText, (text) => {
    const harmless = text.replaceAll("\u001b", "").replace(/[\u0080-\u009f]/gu, "");
    assert.equal(seenIn(cleanText(harmless)), seenIn(harmless));
  });

  itHolds("in letters alone is not touched", fc.string({ unit: "grapheme" }), (text) => {
    const letters = seenIn(text).replace(/[^\p{L}\p{N}\p{P}\p{S} ]/gu, "");
    assert.equal(cleanText(letters), letters);
  });

  itHolds("that may be said may be said again as it is", anyText, (text) => {
    const said = MessageText.safeParse(text);
    if (said.success) assert.equal(MessageText.parse(said.data), said.data);
  });
});

describe("any name", () => {
  const taken = (name: string) => {
    const user = UserName.safeParse(name).data;
    if (user === undefined) return;
    assert.equal(dirtIn(user), undefined);
    assert.equal(UserName.safeParse(user).data, user);
    assert.deepEqual(Member.safeParse({ user, role: "student" }).data, { user, role: "student" });
  };
  itHolds("that is taken is clean, and is told to all as it is", nearName, taken, {
    kept: [`a${"\u0958\u094d".repeat(99)}`],
  });

  itHolds("is taken together with all forms of itself", nearName, (name) => {
    for (const form of [name.toLowerCase(), name.toUpperCase(), name.normalize("NFKC")]) {
      assert.ok(collide(name, form), form);
    }
  });

  itHolds("is taken together with those that look like it", likeAndAlike, ([name, alike]) => {
    assert.ok(collide(name, alike), `${name} ${alike}`);
    assert.equal(isReservedName(name), isReservedName(alike));
  });

  const ofRoom = (name: string) => {
    const room = RoomName.safeParse(name).data;
    if (room === undefined) return;
    assert.equal(dirtIn(room), undefined);
    assert.equal(RoomName.parse(room), room);
    assert.equal(foldName(foldName(room)), foldName(room));
  };
  itHolds("of a room is clean, and stays as it is", nearName, ofRoom, { kept: ["a1\u3164"] });

  itHolds("of mail is plain", anyText, (name) => {
    if (isEmailName(name)) assert.match(name, /^[a-z0-9_.-]{1,64}$/u);
  });
});

describe("any file name", () => {
  const names = fc.oneof(anyText, nearName);

  itHolds("stays in its folder, on all systems", names, (given) => {
    const name = safeFileName(given);
    assert.equal(dirtIn(name), undefined);
    assert.doesNotMatch(name, /[/\\:*?"<>|%\n\t]|^[.~\s-]|[.\s]$|^$/u);
    assert.doesNotMatch(name, /^(?:con|prn|aux|nul|com[0-9]|lpt[0-9])\s*(?:\.|$)/iu);
    assert.ok(utf8Length(name) <= 180);
  });

  const staysAsItIs = (given: string) => {
    const name = safeFileName(given);
    assert.equal(safeFileName(name), name);
    const { stem, extension } = splitFileName(name);
    assert.equal(stem + extension, name);
  };
  itHolds("that is safe stays as it is, and so do its parts", names, staysAsItIs, {
    kept: ["\u094d\u200d\u093c"],
  });
});

/** Whether they cannot both be taken. */
function collide(name: string, other: string): boolean {
  const keys = new Set(nameKeys(name));
  return nameKeys(other).some((key) => keys.has(key));
}
