/** The events of `host --json`, and what each of them tells; docs/running.md says what for. */
export const hostEvents = {
  listening: ["room", "id", "port", "addresses", "fingerprint", "code"],
  watching: ["port"],
  "mentor-code": ["mentorCode"],
  "reset-code": ["user", "resetCode"],
  renamed: ["room", "id", "name"],
  addresses: ["room", "id", "addresses"],
  trouble: ["room", "id", "failure", "message"],
  joined: ["room", "user", "role"],
  left: ["room", "user"],
  decided: ["room", "by", "did"],
  "reset-request": ["user"],
  damage: ["room", "lost", "file"],
  disk: ["state"],
  "mail-sent": ["to"],
  "mail-failed": ["reason", "message"],
  error: ["kind", "count", "log"],
  closing: [],
} as const;

/** Where the traces of errors lie, in the data directory. */
export const hostLog = "host/classchat.log";

type EventName = keyof typeof hostEvents;

/** An event with all of its fields, and no others. */
export type HostEvent = {
  [E in EventName]: { event: E } & Record<(typeof hostEvents)[E][number], unknown>;
}[EventName];
