/** What a page that comes late must be told: everything, with old points of long runs made fewer and old runs one line each. */

import { mergedPeriod, mergedUsage } from "./merged.ts";
import type { Message, PeriodMessage, UsageMessage } from "./message.ts";

/** A message with its place in the order. */
export interface Entry {
  readonly id: number;
  readonly message: Message;
}

export interface History {
  add(message: Message): Entry;
  /** What came after `lastId`; everything, after a reset, when that is not known or no longer told apart. */
  since(lastId: number | undefined): readonly Entry[];
}

/** Of each kind of series; beyond it neighbours become one. */
export const mostPoints = 400;
const mostHappenings = 300;
const mostEarlier = 200;

export function createHistory(): History {
  let entries: readonly Entry[] = [];
  let lastId = 0;
  /** Whoever knows no more than this has seen what is no longer there. */
  let changedId = 0;
  const keep = (kept: readonly Entry[]): void => {
    entries = kept;
    changedId = lastId;
  };
  return {
    add(message) {
      lastId += 1;
      const entry = { id: lastId, message };
      if (message.type === "run") keep(withoutRun(entries));
      if (message.type === "gates") entries = entries.filter((each) => !isSame(each.message, message));
      entries = [...entries, entry];
      const thinned = thin(entries, message.type);
      if (thinned !== entries) keep(thinned);
      return entry;
    },
    since(known) {
      if (known !== undefined && known >= changedId && known <= lastId) return entries.filter(({ id }) => id > known);
      return [{ id: 0, message: { type: "reset" } }, ...entries];
    },
  };
}

function isSame(a: Message, b: Message): boolean {
  return a.type === "gates" && b.type === "gates" && a.k6 === b.k6;
}

/** The run that was becomes a line. */
function withoutRun(entries: readonly Entry[]): readonly Entry[] {
  const earlier = entries.filter(({ message }) => message.type === "earlier");
  const run = entries.find(({ message }) => message.type === "run");
  if (run?.message.type !== "run") return earlier;
  const judged = entries.map(({ message }) => message).find(({ type }) => type === "verdict");
  const { title, path } = run.message;
  const verdict = judged?.type === "verdict" ? judged.verdict : "no verdict";
  return [...earlier.slice(1 - mostEarlier), { id: run.id, message: { type: "earlier", title, verdict, path } }];
}

/** The same array when there was nothing to thin. */
function thin(entries: readonly Entry[], type: Message["type"]): readonly Entry[] {
  const own = entries.filter(({ message }) => message.type === type);
  if (type === "period") return own.length <= mostPoints ? entries : halved(entries, own, keyOf, mergePeriods);
  if (type === "usage") return own.length <= mostPoints ? entries : halved(entries, own, keyOf, mergeUsages);
  if (type !== "happening" || own.length <= mostHappenings) return entries;
  return entries.filter((entry) => entry !== own[0]);
}

function keyOf({ message }: Entry): string {
  return message.type === "period" ? message.k6 : "";
}

type Merge = (first: Message, second: Message) => Message;
const mergePeriods: Merge = (first, second) => mergedPeriod(first as PeriodMessage, second as PeriodMessage);
const mergeUsages: Merge = (first, second) => mergedUsage(first as UsageMessage, second as UsageMessage);

/** Each two neighbours of one k6 process become the later of them. */
function halved(
  entries: readonly Entry[],
  own: readonly Entry[],
  key: (entry: Entry) => string,
  merge: Merge,
): readonly Entry[] {
  const gone = new Set<Entry>();
  const instead = new Map<Entry, Entry>();
  for (const group of Map.groupBy(own, key).values()) {
    for (let index = 0; index + 1 < group.length; index += 2) {
      const [first, second] = [group[index], group[index + 1]];
      if (first === undefined || second === undefined) continue;
      gone.add(first);
      instead.set(second, { id: second.id, message: merge(first.message, second.message) });
    }
  }
  return entries.filter((entry) => !gone.has(entry)).map((entry) => instead.get(entry) ?? entry);
}
