import { themeNames } from "./theme-names.ts";

export interface FlagRow {
  kind: "switch" | "text" | "number" | "list";
  /** What stands for the value in the help. */
  value?: string;
  help: string;
  least?: number;
  most?: number;
  /** What alone may stand there. */
  among?: readonly string[];
}

/** All flags. One name means the same wherever it may stand, unless the row of a command says otherwise. */
export const flags = {
  data: { kind: "text", value: "DIR", help: "where all state lies (else CLASSCHAT_HOME)" },
  json: { kind: "switch", help: "print JSON, one object a line" },
  plain: { kind: "switch", help: "plain lines instead of the full screen" },
  as: { kind: "text", value: "USER", help: "who you are in this room" },
  code: { kind: "text", value: "WORDS", help: "the room code, as the mentor shows it" },
  user: { kind: "text", value: "USER", help: "user name (or e-mail name, to log in)" },
  email: { kind: "text", value: "NAME", help: "the part of the e-mail address before the @" },
  "mentor-code": { kind: "text", value: "CODE", help: "a one-time code that makes a mentor" },
  "password-stdin": { kind: "switch", help: "read the password from the first line of stdin" },
  "reset-code": { kind: "text", value: "CODE", help: "the one-time code that you got" },
  remember: { kind: "switch", help: "stay signed in on this computer" },
  wait: { kind: "number", value: "MS", help: "how long to listen (1500)", most: 600_000 },
  watch: { kind: "switch", help: "go on, and print again at each change" },
  limit: { kind: "number", value: "N", help: "at most so many messages (100)", least: 1 },
  before: { kind: "number", value: "SEQ", help: "only messages before that number", least: 1 },
  format: { kind: "text", value: "FORMAT", help: "md, html, json or csv" },
  to: { kind: "text", value: "PATH", help: "the file to write; for get, the folder" },
  file: { kind: "text", value: "PATH", help: "hand in this file instead of a text" },
  name: { kind: "list", value: "NAME", help: "a room; may be given several times" },
  title: { kind: "text", value: "TEXT", help: "one line about the room" },
  port: { kind: "number", value: "PORT", help: "where to listen (0: any free one)", most: 65_535 },
  interface: { kind: "text", value: "IF", help: "use this network interface only" },
  closed: { kind: "switch", help: "no new accounts but mentors'" },
  files: { kind: "text", value: "KIND", help: "which files may be handed in: text or any" },
  "max-file": { kind: "text", value: "SIZE", help: "the largest file (5MB)" },
  "max-members": { kind: "number", value: "N", help: "students in a room at once (500)", least: 1 },
  "per-address": { kind: "number", value: "N", help: "connections of one address (100)", least: 1 },
  "mail-domain": { kind: "text", value: "DOMAIN", help: "where members have their mail" },
  smtp: {
    kind: "text",
    value: "URL",
    help: "mail server: smtp://USER@HOST:587, smtps:, smtp+insecure:",
  },
  "mail-from": { kind: "text", value: "ADDRESS", help: "the address that sends the mails" },
  "test-mail": {
    kind: "text",
    value: "ADDRESS",
    help: "only send a test mail there, and say why not",
  },
  theme: {
    kind: "text",
    value: themeNames.join("|"),
    help: "the colours of the screen (else CLASSCHAT_THEME)",
    among: themeNames,
  },
  headless: { kind: "switch", help: "no screen: log lines, even on a terminal" },
} as const satisfies Record<string, FlagRow>;

export type FlagName = keyof typeof flags;

export interface CommandRow {
  /** How it is written, behind its name. */
  usage: string;
  summary: string;
  words: { least: number; most: number; missing: string };
  flags: readonly FlagName[];
  required?: readonly FlagName[];
  /** With this flag the required ones may be missing. */
  unless?: FlagName;
  /** What a flag means for this command alone. */
  means?: Partial<Record<FlagName, { value: string; help: string }>>;
  examples: readonly string[];
}

const noWords = { least: 0, most: 0, missing: "" };
const oneRoom = { least: 1, most: 1, missing: "the room is missing" };
const oneFolder = { least: 1, most: 1, missing: "the directory is missing" };
const anyNumber = Number.POSITIVE_INFINITY;

/** All commands, in the order of the help. */
export const commands = {
  host: {
    usage: "--name NAME [--name NAME …]",
    summary: "open one or more rooms on this computer",
    words: noWords,
    flags: [
      "name",
      "title",
      "port",
      "interface",
      "closed",
      "files",
      "max-file",
      "max-members",
      "per-address",
      "mail-domain",
      "smtp",
      "mail-from",
      "test-mail",
      "reset-code",
      "theme",
      "headless",
      "plain",
      "json",
      "data",
    ],
    required: ["name"],
    unless: "test-mail",
    means: {
      "reset-code": {
        value: "USER",
        help: "show a one-time code that sets a new password for USER",
      },
    },
    examples: [
      "classchat host --name physics",
      "classchat host --name physics --name maths --headless",
      "classchat host --test-mail you@school.edu",
      "classchat host --name physics --reset-code mia",
    ],
  },
  rooms: {
    usage: "",
    summary: "list the rooms on this network",
    words: noWords,
    flags: ["wait", "watch", "theme", "plain", "json", "data"],
    examples: ["classchat rooms", "classchat rooms --json --wait 3000"],
  },
  join: {
    usage: "ROOM…",
    summary: "chat in a room; several rooms become tabs",
    words: { least: 1, most: anyNumber, missing: "the room is missing" },
    flags: ["as", "code", "theme", "plain", "json", "password-stdin", "data"],
    examples: [
      "classchat join physics",
      "classchat join maple-otter-river-seven",
      "classchat join 192.168.1.20:4242 --as ana --plain",
    ],
  },
  register: {
    usage: "ROOM --user USER --email NAME",
    summary: "make an account on the host of a room",
    words: oneRoom,
    flags: ["user", "email", "mentor-code", "code", "password-stdin", "json", "data"],
    required: ["user", "email"],
    examples: ["classchat register physics --user ana --email ana.lopez"],
  },
  login: {
    usage: "ROOM --user USER",
    summary: "sign in without the full screen",
    words: oneRoom,
    flags: ["user", "remember", "code", "password-stdin", "json", "data"],
    required: ["user"],
    examples: ["classchat login physics --user ana --remember"],
  },
  logout: {
    usage: "ROOM",
    summary: "end the remembered sign-in",
    words: oneRoom,
    flags: ["as", "data"],
    examples: ["classchat logout physics"],
  },
  reset: {
    usage: "ROOM --email NAME [--reset-code CODE]",
    summary: "set a new password with a one-time code, by mail or from a mentor",
    words: oneRoom,
    flags: ["email", "reset-code", "code", "password-stdin", "json", "data"],
    required: ["email"],
    examples: [
      "classchat reset physics --email ana.lopez",
      "classchat reset physics --email ana.lopez --reset-code 7K3M-Q9TD",
    ],
  },
  send: {
    usage: "ROOM [TEXT…|-|--file PATH]",
    summary: "send one message or file, and print its number when it is stored",
    words: { least: 1, most: anyNumber, missing: "the room is missing" },
    flags: ["file", "as", "code", "password-stdin", "json", "data"],
    examples: [
      'classchat send physics --as ana "I am done."',
      "classchat send physics - < answer.txt",
      "classchat send physics --file homework.txt",
    ],
  },
  history: {
    usage: "ROOM",
    summary: "print what was said, as far as you may read it",
    words: oneRoom,
    flags: ["limit", "before", "as", "code", "password-stdin", "json", "data"],
    examples: [
      "classchat history physics --limit 20",
      "classchat history physics --before 500 --json",
    ],
  },
  files: {
    usage: "ROOM",
    summary: "list the files that you may fetch",
    words: oneRoom,
    flags: ["limit", "as", "code", "password-stdin", "json", "data"],
    examples: ["classchat files physics", "classchat files physics --json --limit 10"],
  },
  get: {
    usage: "ROOM FILE",
    summary: "fetch a file by its number, id or name, and print where it lies",
    words: { least: 2, most: 2, missing: "the room or the file is missing" },
    flags: ["to", "as", "code", "password-stdin", "json", "data"],
    examples: ["classchat get physics 14", "classchat get physics notes.txt --to ~/lessons"],
  },
  export: {
    usage: "ROOM --format md|html|json|csv",
    summary: "write down all that you may read",
    words: oneRoom,
    flags: ["format", "to", "as", "code", "password-stdin", "data"],
    required: ["format"],
    examples: [
      "classchat export physics --format md --to physics.md",
      "classchat export physics --format json",
    ],
  },
  forget: {
    usage: "ROOM",
    summary: "drop the pinned key of a room's host, after it was really lost",
    words: oneRoom,
    flags: ["data"],
    examples: ["classchat forget physics"],
  },
  backup: {
    usage: "DIR",
    summary: "copy this host's data, running or not, into a new directory",
    words: oneFolder,
    flags: ["data"],
    examples: ["classchat backup /media/stick/classchat-monday"],
  },
  restore: {
    usage: "DIR",
    summary: "bring a backup back on a host that has no data",
    words: oneFolder,
    flags: ["data"],
    examples: ["classchat restore /media/stick/classchat-monday"],
  },
} as const satisfies Record<string, CommandRow>;

export type CommandName = keyof typeof commands;
