// Makes the pictures of the README from the real program: `npm run screenshot`. A mentor opens a room, four
// students talk in it, and two of the screens are drawn.

import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Command, mdnsEnvironment, program } from "./command.ts";
import { drawScreen } from "./draw-screen.ts";
import { codeOn, enter } from "./forms.ts";
import { ownMdns } from "./mdns.ts";
import { keys, Terminal } from "./terminal.ts";
import { password } from "./world.ts";

const images = new URL("../../../docs/images/", import.meta.url);
const folder = await mkdtemp(join(tmpdir(), "classchat-"));
const env = { ...mdnsEnvironment(ownMdns()), CLASSCHAT_PASSWORD: password };
const opened: { close(): Promise<unknown> }[] = [];

try {
  const mentor = sit("mentor", "host", "--name", "physics", "--title", "Mechanics, 9b", "--port=0");
  await mentor.waitFor("Make the mentor's account");
  for (const field of ["frau_weber", "weber", password, password]) await enter(mentor, field);
  await mentor.waitFor("1 here");

  const students = ["ben", "дмитрий", "小林"];
  const [ben, dmitri, lin] = await Promise.all(students.map(seat));
  const anu = sit("anu", "join", "physics");
  await anu.waitFor("room code");
  await enter(anu, await codeOn(mentor));
  await anu.waitFor("no account yet?");
  anu.type(keys.shiftTab + keys.enter);
  await anu.waitFor("Make an account");
  for (const field of ["anu", "anu.k", password, password]) await enter(anu, field);
  await anu.waitFor("5 here");

  const say = async (type: () => void, text: string) => {
    type();
    await anu.waitFor(text);
  };
  const line = (who: Command | undefined, text: string) => say(() => who?.write(`${text}\n`), text);
  const typed = (who: Terminal, text: string) => say(() => who.type(text + keys.enter), text);
  await typed(mentor, "Good morning. Question 3 is due today.");
  await line(ben, "What is the unit of impulse again?");
  await line(lin, "N·s です。kg·m/s と同じ 👍");
  await line(dmitri, "кто понял задачу номер пять?");
  await typed(anu, "I think it wants the vector form, see page 12.");
  mentor.type(["Exactly.", "  p = m · v", "  F = dp / dt"].join(keys.altEnter) + keys.enter);
  await anu.waitFor("F = dp / dt");
  anu.type("Is the answer 42 N·s?");
  await anu.waitFor("42 N·s?");

  await mkdir(images, { recursive: true });
  await draw(anu, "screen.svg", "classchat join physics");
  await draw(mentor, "host.svg", "classchat host --name physics");
} finally {
  await Promise.all(opened.map((program) => program.close()));
  await rm(folder, { recursive: true, force: true });
}

function sit(who: string, ...args: string[]): Terminal {
  const all = [program, ...args, "--data", join(folder, who)];
  const terminal = Terminal.start(process.execPath, all, { env, cols: 92, rows: 22 });
  opened.push(terminal);
  return terminal;
}

/** Somebody who is in the room in plain lines. */
async function seat(user: string, index: number): Promise<Command> {
  const options = { data: join(folder, user), env };
  const names = ["--user", user, "--email", `student${index}`];
  await new Command(["register", "physics", ...names], options).finish();
  const member = new Command(["join", "physics", "--as", user, "--plain"], options);
  opened.push({ close: () => member.finish() });
  return member;
}

async function draw(terminal: Terminal, file: string, title: string): Promise<void> {
  await writeFile(new URL(file, images), drawScreen(terminal, title));
}
