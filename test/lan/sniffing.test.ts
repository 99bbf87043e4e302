import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describeOnLan } from "../support/lan.ts";

const passwords = ["purple elephant 81", "quiet mountain 42", "silver harbour 17"] as const;
const [student, mentor] = ["anuradha-iyer", "ms-raghavan"];
const text = "the answer is forty-two and a half";
const fileText = "a line that stands in the file alone";

describeOnLan("a sniffer on the switch", 2, (lan) => {
  const as = (password: string) => ({ CLASSCHAT_PASSWORD: password });
  const account = (user: string) => ["--user", user, "--email", user];

  it("sees the room, and no password, token, code, name, message or file [S20]", async () => {
    const [first, second, ofMentor] = passwords;
    const frames = await lan().capture();
    const host = await lan().host("host", "physics");
    const { mentorCode } = await host.line<{ event: string; mentorCode: string }>(
      ({ event }) => event === "mentor-code",
    );
    const signUp = ["register", "physics", ...account(mentor), "--mentor-code", mentorCode];
    await lan().classchat("s2", signUp, as(ofMentor));
    await lan().classchat("s1", ["register", "physics", ...account(student)], as(first));

    const login = ["login", "physics", "--user", student, "--remember"];
    await lan().classchat("s1", login, as(first));
    const signIns = await readFile(join(lan().data("s1"), "client", "sign-ins.json"), "utf8");
    // By the token alone.
    await lan().classchat("s1", ["send", "physics", text]);
    const file = lan().data("homework.txt");
    await writeFile(file, fileText);
    await lan().classchat("s1", ["send", "physics", "--file", file]);

    const desk = lan().start("s2", ["join", "physics", "--as", mentor, "--json"], {
      environment: as(ofMentor),
    });
    const message = await desk.line<{ type: string; file?: { id: string } }>(
      (line) => line.type === "message" && line.file !== undefined,
    );
    const get = ["get", "physics", message.file?.id ?? "", "--to", lan().data("fetched")];
    await lan().classchat("s2", [...get, "--as", mentor], as(ofMentor));
    desk.type(`/reset-code ${student}`);
    const told = await desk.line<{ type: string; text: string }>(
      (line) => line.type === "notice" && /\b[A-Z0-9]{8}\b/u.test(line.text),
    );
    const [resetCode = ""] = /\b[A-Z0-9]{8}\b/u.exec(told.text) ?? [];
    const reset = ["reset", "physics", "--email", student, "--reset-code", resetCode];
    await lan().classchat("s1", reset, as(second));

    const seen = await frames.end();
    const tokens = signIns.match(/(?<=")[\w-]{43}(?=")/gu) ?? [];
    assert.ok(tokens.length >= 2);
    const secrets = [...passwords, ...tokens, mentorCode, resetCode, student, mentor];
    const found = [...secrets, text, fileText].filter((secret) => seen.includes(secret));
    assert.deepEqual(found, []);
    for (const open of ["physics", host.room.id, host.room.fingerprint]) {
      assert.ok(seen.includes(open), `The frames lack ${open}.`);
    }
  });
});
