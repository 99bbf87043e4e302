import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import type { Host } from "@classchat/server";
import { recordingAudit } from "../support/fakes.ts";
import { FileLines } from "../support/file-lines.ts";
import { hostileTexts } from "../support/hostile-texts.ts";
import type { RawClient } from "../support/raw-client.ts";
import { password, say, World } from "../support/world.ts";

/** Names that would pass for `Maria`, and what is refused in each. */
const lookAlikes: Record<string, string> = {
  "another case": "mARIA",
  "Cyrillic letters": "Mаriа",
  "a Greek letter": "Μaria",
  "full width": "Ｍａｒｉａ",
  "letters of mathematics": "𝐌𝐚𝐫𝐢𝐚",
  "a zero width joiner": "Ma\u200dria",
  "a zero width space": "Ma\u200bria",
  "a soft hyphen": "Ma\u00adria",
  "a turn of direction": "Ma\u202eria",
  "a variation selector": "Maria\ufe0f",
  "a tag character": "Maria\u{e0041}",
  "signs between": "M.a-r_i.a",
  "white space around": "  Maria ",
  "a dotless letter": "Marıa",
};
const reserved = ["Teacher", "ＡＤＭＩＮ", "mеntor", "h0st", "S.y.s.t.e.m", "everyοne"];

describe("names that pass for others, and texts that act", () => {
  const lines = new FileLines();
  let world: World;
  let host: Host;
  let audit: ReturnType<typeof recordingAudit>;
  beforeEach(async () => {
    world = new World();
    audit = recordingAudit();
    host = await world.startHost({ audit });
  });
  afterEach(async () => {
    lines.close();
    await world.end();
  });

  const register = (guest: RawClient, user: string) =>
    guest.request("account:register", { user, email: `e${randomUUID().slice(0, 8)}`, password });

  it("give no second account, however the first one's name is dressed [S30]", async () => {
    await world.register(host, "Maria");
    const guest = world.guest(host);
    for (const [what, user] of Object.entries(lookAlikes)) {
      await assert.rejects(register(guest, user), { field: "user" }, what);
    }
    for (const user of reserved)
      await assert.rejects(register(guest, user), { field: "user" }, user);
    assert.ok(await register(guest, "Marta"));
  });

  it("reach nobody with a sign that a terminal acts on, through no field of no door [S31]", async () => {
    const [mia, ben] = [await world.mentor(host, "mia"), await world.member(host, "ben")];
    const seen: unknown[] = [];
    for (const listener of [mia, ben]) listener.socket.onAny((...said) => seen.push(said));
    for (const text of Object.values(hostileTexts)) {
      const answers = everyDoor(mia, text).map((tried) => tried.catch(({ code }) => code));
      seen.push(...(await Promise.all(answers)));
      seen.push(await registered(text));
    }
    for (const client of [mia, ben]) seen.push(await client.request("room:enter", {}));
    seen.push(await ben.request("file:list", {}), await mia.request("message:before", {}));
    assert.ok(seen.length > 200);
    for (const text of textsIn([seen, audit.lines])) assert.doesNotMatch(text, actedOn);
  });

  function everyDoor(mentor: RawClient, text: string): Promise<unknown>[] {
    const id = randomUUID();
    return [
      say(mentor, text),
      mentor.request("room:announce", { text }),
      mentor.request("doubt:ask", { id, text }),
      mentor.request("doubt:answer", { id: randomUUID(), user: "ben", text }),
      mentor.request("doubt:answer", { id: randomUUID(), user: text, text: "x" }),
      mentor.request("member:mute", { user: text }),
      mentor.request("member:promote", { user: text }),
      mentor.request("account:unlock", { user: text }),
      mentor.request("account:issueResetCode", { user: text }),
      lines.handIn(host, mentor, Buffer.from(`${text}\n`), { name: `${text.slice(0, 200)}.txt` }),
    ];
  }

  /** Where such a name is taken at all, whoever has it comes in and speaks. */
  async function registered(text: string): Promise<unknown> {
    const guest = world.guest(host);
    try {
      const made = await register(guest, text);
      await guest.request("account:signIn", { login: made.user, password });
      return [made, await say(guest, text)];
    } catch (error) {
      return (error as { code: string }).code;
    } finally {
      guest.close();
    }
  }
});

/** Controls but line ends and tabs, and what turns text around or cannot be seen. */
const actedOn =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b\u200e\u200f\u061c\u202a-\u202e\u2060-\u2069\ufeff]/u;

function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(textsIn);
}
