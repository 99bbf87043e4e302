import type { Chronicles, UserChronicle } from "./chronicles.ts";
import type { Told } from "./lines.ts";

/** All that is wrong with what was said and seen, measured by the history; nothing for a good host. */
export function violations(chronicles: Chronicles, history: readonly Told[]): string[] {
  const said = new Set(chronicles.all.flatMap((chronicle) => chronicle.said));
  const texts = new Map(history.map(([seq, text]) => [seq, text]));
  return [
    ...wrongNumbers(history),
    ...wrongTexts(history, said),
    ...chronicles.all.flatMap((chronicle) => [
      ...lost(chronicle, texts),
      ...outOfOrder(chronicle, history),
      ...wrongViews(chronicle, texts),
      ...leftOver(chronicle),
    ]),
  ];
}

function wrongNumbers(history: readonly Told[]): string[] {
  return history.flatMap(([seq], i) =>
    seq === i + 1 ? [] : [`number ${i + 1} of the history is ${seq}`],
  );
}

function wrongTexts(history: readonly Told[], said: ReadonlySet<string>): string[] {
  const seen = new Set<string>();
  return history.flatMap(([seq, text]) => {
    const wrong = seen.has(text) ? "twice" : !said.has(text) ? "though nobody said it" : undefined;
    seen.add(text);
    return wrong ? [`"${text}" is in the history ${wrong}, as ${seq}`] : [];
  });
}

/** Each acknowledged message has the number that was acknowledged, and what was kept in an outbox is there. */
function lost({ stored, kept }: UserChronicle, texts: ReadonlyMap<number, string>): string[] {
  const all = new Set(texts.values());
  return [
    ...stored
      .filter(([seq, text]) => texts.get(seq) !== text)
      .map(([seq, text]) => `"${text}" was acknowledged as ${seq}, which is "${texts.get(seq)}"`),
    ...[...kept].filter((text) => !all.has(text)).map((text) => `"${text}" never arrived`),
  ];
}

function outOfOrder({ user }: UserChronicle, history: readonly Told[]): string[] {
  const own = history.flatMap(([, text]) => {
    const [from, , number] = text.split(" ");
    return from === user && text.includes(" says ") ? [Number(number)] : [];
  });
  return own.flatMap((number, i) =>
    number > (own[i - 1] ?? 0) ? [] : [`${user} said ${number} before ${own[i - 1]}`],
  );
}

/** What the newest page may hold. */
const page = 100;

function wrongViews({ user, views }: UserChronicle, texts: ReadonlyMap<number, string>): string[] {
  return views.flatMap(({ told, readableAbove }, life) => {
    const where = `the view of ${user} (${life + 1})`;
    const [first] = told[0] ?? [];
    const isWhole = first === undefined || first === readableAbove + 1 || told.length >= page;
    return [
      ...(isWhole ? [] : [`${where} begins at ${first} and not behind ${readableAbove}`]),
      ...told.flatMap(([seq, text], i) => {
        const before = told[i - 1]?.[0];
        if (before !== undefined && seq !== before + 1)
          return [`${where} has ${seq} behind ${before}`];
        return texts.get(seq) === text ? [] : [`${where} has "${text}" as ${seq}`];
      }),
    ];
  });
}

function leftOver(chronicle: UserChronicle): string[] {
  const { user, drafts, doubles, refused, troubles, restarts } = chronicle;
  return [
    ...(restarts === 0 ? [] : [`${user} took the log for another one`]),
    ...(drafts + doubles === 0 ? [] : [`${user} still waits for ${drafts + doubles}`]),
    ...refused,
    ...troubles.map((trouble) => `${user}: ${trouble}`),
  ];
}
