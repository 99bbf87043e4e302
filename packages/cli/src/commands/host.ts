import { check, foldName, limits, RoomName, requests } from "@classchat/core";
import {
  type Host,
  type HostCode,
  HostSettings,
  type MailTrouble,
  type News,
  type OpenRoom,
  openHost,
  sendTestMail,
  settingsFault,
} from "@classchat/server";
import { dataFolder } from "../client/data-folder.ts";
import type { RoomChoice } from "../client/room-choice.ts";
import type { CommandOptions, FlagValues } from "../input/command-line.ts";
import { interfaceTrouble, openClient } from "../plain/client.ts";
import { CommandFailure, usageFailure } from "../plain/failure.ts";
import { type HostEvent, hostLog } from "../plain/host-events.ts";
import { HostReport } from "../plain/host-report.ts";
import { printJson, printLine, tell } from "../plain/output.ts";
import { wantsScreen } from "../plain/presentation.ts";
import { aborted, untilStopped } from "../plain/stop-signals.ts";
import type { Model } from "../state/model.ts";
import type { Warning } from "../state/warnings.ts";
import { words } from "../words/words.ts";

const said = words.host;

type OnNetwork = NonNullable<Parameters<typeof openHost>[0]["onNetwork"]>;

/** Opens rooms on this computer, until it is told to stop. */
export function run({ flags }: CommandOptions): Promise<number> {
  const to = flags["test-mail"];
  if (to !== undefined) return testMail(to, flags);
  const names = readNames(flags.name ?? []);
  return wantsScreen(flags) ? hostOnScreen(names, flags) : hostHeadless(names, flags);
}

/** Opens no room, so that it also works while a host has the data directory. */
async function testMail(to: string, flags: FlagValues): Promise<number> {
  const data = dataFolder(flags.data);
  const trouble = await sendTestMail({ data, settings: settingsOf(flags), to, words: said.mails });
  if (trouble) throw new CommandFailure(troubleWords(trouble));
  if (flags.json) printJson({ event: "mail-sent", to } satisfies HostEvent);
  else printLine(said.mailSent(to));
  return 0;
}

async function hostHeadless(names: RoomName[], flags: FlagValues): Promise<number> {
  const { lan } = openClient(flags);
  const report = new HostReport(flags.json === true);
  return untilStopped(async (signal) => {
    const onNetwork: OnNetwork = (room, event) => report.network(room, event);
    const onMailTrouble = (trouble: MailTrouble) => report.mailTrouble(trouble);
    const onNews = (news: News) => report.news(news);
    const host = await open(names, flags, { onNetwork, onMailTrouble, onNews, say: tell });
    const resetCode = await issueResetCode(host, flags);
    try {
      report.listening(host, await lan.code(host.fingerprint));
      if (resetCode) report.resetCode(host, resetCode);
      if (!(await host.hasMentor())) report.mentorCode(host, await host.issueMentorCode());
      report.opened();
      await aborted(signal);
    } finally {
      report.closing();
      await host.close();
    }
    return 0;
  });
}

/** The mentor's seat is one like all others, on a host that happens to run in the same process. */
async function hostOnScreen(names: RoomName[], flags: FlagValues): Promise<number> {
  const client = openClient(flags);
  let onNetwork: OnNetwork = () => {};
  let show = tell;
  const early: [about: Warning["about"], text: string][] = [];
  let warn = (about: Warning["about"], text: string, _rooms?: readonly OpenRoom[]) => {
    early.push([about, text]);
    show(text);
  };
  const host = await open(names, flags, {
    onNetwork: (room, event) => onNetwork(room, event),
    onMailTrouble: (trouble) => warn("mail", said.screen.mailFailed(troubleWords(trouble))),
    onNews: (news) => {
      if (news.type === "error") warn("host", said.screen.error(news.count, hostLog));
      if (news.type === "damage") warn("disk", said.damage(news));
    },
    say: (text) => show(text),
  });
  const resetCode = await issueResetCode(host, flags);
  try {
    const code = await client.lan.code(host.fingerprint);
    const isFirstRun = !(await host.hasMentor());
    const { showScreen } = await import("../on-screen.ts");
    return await showScreen({
      client,
      flags,
      choices: host.rooms.map((room) => choiceOf(room, host)),
      outlivesErrors: true,
      registerOwner: (input) =>
        host.registerOwner(check(requests["account:register"].input, input)),
      onReady: (model) => {
        showHosting(host, code, model);
        onNetwork = (room, event) => {
          showHosting(host, code, model);
          const text = networkWords(event);
          const about = host.rooms.filter(({ id }) => id === room.id);
          if (text !== undefined) warn("network", text, about);
        };
        warn = (about, text, rooms = host.rooms) => showWarning({ about, text }, rooms, model);
        for (const warning of early) warn(...warning);
        // A trace is for the log: the warning says where that is.
        show = () => {};
        if (host.watchPort !== undefined) showWatching(host.watchPort, model);
        if (isFirstRun) model.dispatch({ type: "firstRunAsked" });
        if (resetCode) showResetCode(resetCode, model);
      },
    });
  } finally {
    await host.close();
  }
}

/** Whoever runs the host has its disk: they may hand out a code for any account. Closes the host where they cannot. */
async function issueResetCode(host: Host, flags: FlagValues): Promise<HostCode | undefined> {
  const typed = flags["reset-code"];
  if (typed === undefined) return undefined;
  try {
    const { user } = check(requests["account:issueResetCode"].input, { user: typed });
    return await host.issueResetCode(user);
  } catch (error) {
    await host.close();
    throw error;
  }
}

interface Listeners {
  onNetwork: OnNetwork;
  onMailTrouble: (trouble: MailTrouble) => void;
  onNews: (news: News) => void;
  /** Shows the person at the host what should not have happened. */
  say: (text: string) => void;
}

async function open(
  names: RoomName[],
  flags: FlagValues,
  { say, ...listeners }: Listeners,
): Promise<Host> {
  const logger = {
    error: (message: string, cause: unknown) => say(`${message}: ${describe(cause)}`),
  };
  const data = dataFolder(flags.data);
  const host = await openHost({
    data,
    names,
    settings: settingsOf(flags),
    logger,
    mailWords: said.mails,
    ...listeners,
  });
  // It need not stay so: the rooms are announced wherever the computer gets an address later.
  const isReachable = host.rooms.some((room) => room.addresses().length > 0);
  if (!isReachable && interfaceTrouble(flags) === undefined) say(said.noAddress);
  return host;
}

const settingFlags = [
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
] as const satisfies (keyof FlagValues & keyof HostSettings)[];

function settingsOf(flags: FlagValues): HostSettings {
  const given = settingFlags.filter((name) => flags[name] !== undefined);
  const settings = HostSettings.safeParse(
    Object.fromEntries(given.map((name) => [name, flags[name]])),
  );
  if (settings.success) return settings.data;
  const fault = settingsFault(settings.error);
  if (fault.type !== "unusable") throw settings.error;
  throw usageFailure(said.wrongSetting(fault.setting));
}

function readNames(given: readonly string[]): RoomName[] {
  const names = given.map(readName);
  if (new Set(names.map(foldName)).size < names.length) {
    throw usageFailure(said.sameNames);
  }
  return names;
}

function readName(given: string): RoomName {
  const name = RoomName.safeParse(given);
  if (name.success) return name.data;
  throw usageFailure(said.wrongName(JSON.stringify(given)));
}

/** The room as its own host would find it. The key is this computer's, so there is nothing to ask. */
function choiceOf(room: OpenRoom, { fingerprint }: Host): RoomChoice {
  const { id, name, title, port } = room;
  const address = "127.0.0.1";
  const unknown = { mentor: null, online: 0, version: "", protocol: 0, host: address };
  const where = { address, port, addresses: room.addresses() };
  return {
    room: { id, name, title, fingerprint, ...where, ...unknown, trust: "known" },
    isVerified: true,
  };
}

function showResetCode({ user, email, resetCode }: HostCode, model: Model): void {
  const text = said.screen.resetCode({ user, email, resetCode, minutes });
  model.dispatch({ type: "hinted", text, tone: "info" });
  for (const { room } of model.get().tabs) model.dispatch({ type: "noted", room, text });
}

function showWatching(port: number, model: Model): void {
  model.dispatch({ type: "hinted", text: said.report.watching(port), tone: "info" });
}

const minutes = limits.resetCode.mentorMs / 60_000;

function showHosting(host: Host, code: string, model: Model): void {
  for (const room of host.rooms) {
    const { id, port } = room;
    model.dispatch({ type: "hosting", room: id, addresses: room.addresses(), port, code });
  }
}

/** Above the field for now, and beside the messages for a while. */
function showWarning(
  { about, text }: { about: Warning["about"]; text: string },
  rooms: readonly OpenRoom[],
  model: Model,
): void {
  model.dispatch({ type: "hinted", text, tone: "error" });
  const at = Date.now();
  for (const { id: room } of rooms) model.dispatch({ type: "warned", room, about, text, at });
}

/** What the mentor has to know of it; that addresses change is seen in the panel. */
function networkWords(event: Parameters<OnNetwork>[1]): string | undefined {
  switch (event.type) {
    case "renamed":
      return said.screen.renamed(event.name);
    case "addresses":
      return event.addresses.length === 0 ? said.screen.unreachable : undefined;
    case "trouble":
      return said.mdnsFails(event.failure);
  }
}

function troubleWords({ reason, server, answer }: MailTrouble): string {
  return said.mailTrouble[reason](server, answer);
}

function describe(cause: unknown): string {
  return cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
}
