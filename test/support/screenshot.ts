// Makes the pictures of the README and the docs from the real program: `npm run screenshot`. A mentor opens a room, five
// students talk in it, other rooms stand beside it, and what they see is drawn.

import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Command, mdnsEnvironment, program } from "./command.ts";
import { drawScreen } from "./draw-screen.ts";
import { eventually } from "./eventually.ts";
import { codeOn, enter } from "./forms.ts";
import { ownMdns } from "./mdns.ts";
import { keys, Terminal } from "./terminal.ts";
import { password } from "./world.ts";

const images = new URL("../../../docs/images/", import.meta.url);
const folder = await mkdtemp(join(tmpdir(), "classchat-"));
const env = { ...mdnsEnvironment(ownMdns()), CLASSCHAT_PASSWORD: password, CLASSCHAT_LANG: "en" };
const opened: { close(): Promise<unknown> }[] = [];

try {
  await mkdir(images, { recursive: true });
  const mentor = await openPhysics();
  const students = ["ben", "дмитрий", "小林"];
  const [ben, dmitri, lin] = await Promise.all(students.map(seat));
  const code = await codeOn(mentor);
  const plain = await sitAgain("sofia", { rows: 16, code }, "--plain");
  const meera = await sitAgain("मीरा", { rows: 22, code, env: { CLASSCHAT_LANG: "hi" } });
  const anu = await register("anu", code);
  await anu.waitFor("7 here");

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
  await typed(meera, "नमस्ते! क्या प्रश्न 5 भी आज देना है?");
  await typed(plain, "@anu which page is the hand-out on?");
  await typed(anu, "I think it wants the vector form, see page 12.");
  mentor.type(["Exactly.", "  p = m · v", "  F = dp / dt"].join(keys.altEnter) + keys.enter);
  await anu.waitFor("F = dp / dt");
  anu.type("Is the answer 42 N·s?");
  await anu.waitFor("42 N·s?");
  await meera.waitFor("F = dp / dt");
  await plain.waitFor("F = dp / dt");

  await draw(anu, "screen.svg", "classchat join physics");
  mentor.resize(114, 38);
  await mentor.waitFor(/▀/u);
  await draw(mentor, "host.svg", "classchat host --name physics");
  mentor.say("/card");
  await mentor.waitFor(/█{58}/u);
  await draw(mentor, "card.svg", "/card");
  await draw(plain, "plain.svg", "classchat join physics --plain");
  await draw(meera, "hindi.svg", "CLASSCHAT_LANG=hi classchat join physics");
  await draw(await listRooms(), "rooms.svg", "classchat rooms");
} finally {
  await Promise.all(opened.map((program) => program.close()));
  await rm(folder, { recursive: true, force: true });
}

async function openPhysics(): Promise<Terminal> {
  const named = ["--name", "physics", "--title", "Mechanics, 9b", "--port=0"];
  const mentor = sit("mentor", ["host", ...named]);
  await mentor.waitFor("Make the mentor's account");
  for (const field of ["frau_weber", "weber", password, password]) await enter(mentor, field);
  return mentor.waitFor("1 here");
}

/** Somebody who makes an account on the screen. */
async function register(user: string, code: string): Promise<Terminal> {
  const terminal = sit(user, ["join", "physics"]);
  await terminal.waitFor("room code");
  await enter(terminal, code);
  await terminal.waitFor("no account yet?");
  terminal.type(keys.shiftTab + keys.enter);
  await terminal.waitFor("Make an account");
  for (const field of [user, `${user}.k`, password, password]) await enter(terminal, field);
  return terminal;
}

/** Somebody who has been here before, and stayed signed in. */
async function sitAgain(
  user: string,
  { code, ...looks }: Looks & { code: string },
  ...flags: string[]
): Promise<Terminal> {
  await registerQuietly(user, `student-${flags.length}`);
  await run(user, "login", "physics", "--user", user, "--code", code, "--remember");
  const terminal = sit(user, ["join", "physics", ...flags], looks);
  return terminal.waitFor(user);
}

/** Somebody who is in the room in plain lines. */
async function seat(user: string, index: number): Promise<Command> {
  await registerQuietly(user, `student${index}`);
  const options = { data: join(folder, user), env };
  const member = new Command(["join", "physics", "--as", user, "--plain"], options);
  opened.push({ close: () => member.finish() });
  return member;
}

/** Anu's list, beside the room that she is in: a new host with two rooms, and one whose key is another than it was. */
async function listRooms(): Promise<Terminal> {
  const art = await openHost("art", ["--name", "art"]);
  await run("anu", "register", "art", "--user", "anu", "--email", "anu.k");
  await stop(art.command);
  await openHost("other art", ["--name", "art", "--title", "Bring paint"], art.port);
  await openHost("lab", ["--name", "chemistry", "--title", "Salts", "--name", "biology"]);
  const rooms = sit("anu", ["rooms"], { rows: 12 });
  await rooms.waitFor(/KEY CHANGED.*biology.*chemistry.*physics/su);
  rooms.type(keys.up.repeat(3) + keys.down.repeat(2));
  await rooms.waitFor("› chemistry");
  return rooms;
}

async function openHost(who: string, flags: string[], port = 0) {
  const args = ["host", "--headless", "--json", "--port", String(port), ...flags];
  const command = new Command(args, { data: join(folder, who), env });
  opened.push({ close: () => stop(command) });
  await eventually(() => assert.ok(command.objects[0], command.stderr));
  return { command, port: Number(command.objects[0]?.port) };
}

function stop(command: Command): Promise<unknown> {
  command.process.kill();
  return command.ended;
}

async function registerQuietly(user: string, email: string): Promise<void> {
  await run(user, "register", "physics", "--user", user, "--email", email);
}

async function run(who: string, ...args: string[]): Promise<void> {
  const { exitCode, stderr } = await new Command(args, { data: join(folder, who), env }).finish();
  if (exitCode !== 0) throw new Error(`${args.join(" ")}: ${stderr}`);
}

interface Looks {
  rows?: number;
  env?: Record<string, string>;
}

function sit(who: string, args: string[], looks: Looks = {}): Terminal {
  const all = [program, ...args, "--data", join(folder, who)];
  const { rows = 22 } = looks;
  const surroundings = { ...env, ...looks.env };
  const terminal = Terminal.start(process.execPath, all, { env: surroundings, cols: 92, rows });
  opened.push(terminal);
  return terminal;
}

async function draw(terminal: Terminal, file: string, title: string): Promise<void> {
  await writeFile(new URL(file, images), drawScreen(terminal, title));
}
