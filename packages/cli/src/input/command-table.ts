import { type Words, words } from "../words/words.ts";
import { themeNames } from "./theme-names.ts";

export interface FlagRow {
  kind: "switch" | "text" | "path" | "number" | "list";
  /** What stands for the value in the help. */
  value?: string;
  least?: number;
  most?: number;
  /** What alone may stand there. */
  among?: readonly string[];
}

/** All flags; what they are for lies with the words. One name means the same everywhere, unless a command says otherwise. */
export const flags = {
  data: { kind: "path", value: "DIR" },
  json: { kind: "switch" },
  plain: { kind: "switch" },
  as: { kind: "text", value: "USER" },
  code: { kind: "text", value: "WORDS" },
  user: { kind: "text", value: "USER" },
  email: { kind: "text", value: "NAME" },
  "mentor-code": { kind: "text", value: "CODE" },
  "password-stdin": { kind: "switch" },
  "reset-code": { kind: "text", value: "CODE" },
  remember: { kind: "switch" },
  wait: { kind: "number", value: "MS", most: 600_000 },
  watch: { kind: "switch" },
  limit: { kind: "number", value: "N", least: 1 },
  before: { kind: "number", value: "SEQ", least: 1 },
  format: { kind: "text", value: "FORMAT" },
  to: { kind: "path", value: "PATH" },
  file: { kind: "path", value: "PATH" },
  name: { kind: "list", value: "NAME" },
  title: { kind: "text", value: "TEXT" },
  port: { kind: "number", value: "PORT", most: 65_535 },
  interface: { kind: "text", value: "IF" },
  closed: { kind: "switch" },
  files: { kind: "text", value: "KIND" },
  "max-file": { kind: "text", value: "SIZE" },
  "max-members": { kind: "number", value: "N", least: 1 },
  "per-address": { kind: "number", value: "N", least: 1 },
  "metrics-port": { kind: "number", value: "PORT", most: 65_535 },
  "mail-domain": { kind: "text", value: "DOMAIN" },
  smtp: { kind: "text", value: "URL" },
  "mail-from": { kind: "text", value: "ADDRESS" },
  "test-mail": { kind: "text", value: "ADDRESS" },
  theme: { kind: "text", value: themeNames.join("|"), among: themeNames },
  headless: { kind: "switch" },
} as const satisfies Record<string, FlagRow>;

export type FlagName = keyof typeof flags;

export interface CommandRow {
  /** How it is written, behind its name. */
  usage: string;
  words: { least: number; most: number; missing: keyof Words["usage"]["missing"] };
  flags: readonly FlagName[];
  required?: readonly FlagName[];
  /** With this flag the required ones may be missing. */
  unless?: FlagName;
  /** What a flag means for this command alone. */
  means?: Partial<Record<FlagName, { value: string; help: string }>>;
  examples: readonly string[];
}

const noWords = { least: 0, most: 0, missing: "room" } as const;
const oneRoom = { least: 1, most: 1, missing: "room" } as const;
const oneFolder = { least: 1, most: 1, missing: "folder" } as const;
const anyNumber = Number.POSITIVE_INFINITY;

/** All commands, in the order of the help; their summaries lie with the words. */
export const commands = {
  host: {
    usage: "--name NAME [--name NAME …]",
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
      "metrics-port",
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
        help: words.usage.hostFlags["reset-code"],
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
    words: noWords,
    flags: ["wait", "watch", "theme", "plain", "json", "data"],
    examples: ["classchat rooms", "classchat rooms --json --wait 3000"],
  },
  join: {
    usage: "ROOM…",
    words: { least: 1, most: anyNumber, missing: "room" },
    flags: ["as", "code", "theme", "plain", "json", "password-stdin", "data"],
    examples: [
      "classchat join physics",
      "classchat join maple-otter-river-seven",
      "classchat join 192.168.1.20:4242 --as ana --plain",
    ],
  },
  register: {
    usage: "ROOM --user USER --email NAME",
    words: oneRoom,
    flags: ["user", "email", "mentor-code", "code", "password-stdin", "json", "data"],
    required: ["user", "email"],
    examples: ["classchat register physics --user ana --email ana.lopez"],
  },
  login: {
    usage: "ROOM --user USER",
    words: oneRoom,
    flags: ["user", "remember", "code", "password-stdin", "json", "data"],
    required: ["user"],
    examples: ["classchat login physics --user ana --remember"],
  },
  logout: {
    usage: "ROOM",
    words: oneRoom,
    flags: ["as", "json", "data"],
    examples: ["classchat logout physics"],
  },
  reset: {
    usage: "ROOM --email NAME [--reset-code CODE]",
    words: oneRoom,
    flags: ["email", "reset-code", "code", "password-stdin", "json", "data"],
    required: ["email"],
    examples: [
      "classchat reset physics --email ana.lopez",
      "classchat reset physics --email ana.lopez --reset-code 7K3MQ9TD",
    ],
  },
  send: {
    usage: "ROOM [TEXT…|-|--file PATH]",
    words: { least: 1, most: anyNumber, missing: "room" },
    flags: ["file", "as", "code", "password-stdin", "json", "data"],
    examples: [
      'classchat send physics --as ana "I am done."',
      "classchat send physics - < answer.txt",
      "classchat send physics --file homework.txt",
    ],
  },
  history: {
    usage: "ROOM",
    words: oneRoom,
    flags: ["limit", "before", "as", "code", "password-stdin", "json", "data"],
    examples: [
      "classchat history physics --limit 20",
      "classchat history physics --before 500 --json",
    ],
  },
  files: {
    usage: "ROOM",
    words: oneRoom,
    flags: ["limit", "as", "code", "password-stdin", "json", "data"],
    examples: ["classchat files physics", "classchat files physics --json --limit 10"],
  },
  get: {
    usage: "ROOM FILE",
    words: { least: 2, most: 2, missing: "roomOrFile" },
    flags: ["to", "as", "code", "password-stdin", "json", "data"],
    examples: ["classchat get physics 14", "classchat get physics notes.txt --to ~/lessons"],
  },
  export: {
    usage: "ROOM --format md|html|json|csv",
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
    words: oneRoom,
    flags: ["json", "data"],
    examples: ["classchat forget physics"],
  },
  backup: {
    usage: "DIR",
    words: oneFolder,
    flags: ["json", "data"],
    examples: ["classchat backup /media/stick/classchat-monday"],
  },
  restore: {
    usage: "DIR",
    words: oneFolder,
    flags: ["json", "data"],
    examples: ["classchat restore /media/stick/classchat-monday"],
  },
  doctor: {
    usage: "[ROOM]",
    words: { least: 0, most: 1, missing: "room" },
    flags: ["json", "data"],
    examples: [
      "classchat doctor",
      "classchat doctor physics",
      "classchat doctor 192.168.1.20:4242 --json",
    ],
  },
} as const satisfies Record<string, CommandRow>;

export type CommandName = keyof typeof commands;
