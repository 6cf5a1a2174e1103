/** Takes something from a workflow server under load, round after round, and then looks whether anything answered 201 is lost or there twice. */
import { randomUUID } from "node:crypto";
import { z } from "zod";
import { pickIndex, randomFrom } from "#contract/random";
import { waitFor } from "../lib/waiting.ts";
import { type Pair, type Victim, victimNames, victims } from "./victims.ts";
import { startWriting, typeOf, writers } from "./writers.ts";

export interface KillRounds {
  readonly rounds: number;
  readonly seed: number;
  readonly signal: AbortSignal;
  /** Told when a round is over. */
  onRound?(round: RoundDone): void;
}

interface RoundDone {
  readonly round: number;
  readonly victim: Victim;
  /** Items answered 201 in it so far. */
  readonly answered: number;
  /** From when it was taken until the next item was answered 201. */
  readonly awayMs: number;
}

export interface Durability {
  readonly answered: number;
  readonly stored: number;
  /** Titles answered 201 that are not stored under their id. */
  readonly lost: readonly string[];
  /** Titles that are stored more than once. */
  readonly doubled: readonly string[];
}

/** Items answered before something is taken: from the first to the last of this many, drawn from the seed. */
const fewestItems = 20;
const mostItems = 120;
const growsWithinMs = 30_000;

export async function killRounds(pair: Pair, { rounds, seed, signal, onRound }: KillRounds): Promise<Durability> {
  const clientId = `writer ${randomUUID()}`;
  const ask = askerOf(pair.url, clientId, signal);
  const project = created.parse(await ask("projects", { name: clientId }));
  await ask("switch_project", { project_id: project.id });
  const draw = randomFrom(seed);
  const answered = await writeThrough();
  const { titles, doubled } = await readBack();
  const lost = [...answered].filter(([title, id]) => titles.get(title) !== id).map(([title]) => title);
  return { answered: answered.size, stored: titles.size, lost, doubled };

  async function writeThrough(): Promise<ReadonlyMap<string, string>> {
    await using writing = startWriting(pair.url, clientId);
    const grownTo = async (count: number): Promise<void> => {
      const isThere = (): true | undefined => (writing.answered.size >= count ? true : undefined);
      if ((await waitFor(isThere, { deadlineMs: growsWithinMs, pollMs: 2, signal })) === undefined)
        throw new Error(`no item was answered 201 for ${growsWithinMs / 1000} s`);
    };
    for (let round = 0; round < rounds; round += 1) {
      signal.throwIfAborted();
      const before = writing.answered.size;
      writing.beginRound(round);
      await grownTo(before + fewestItems + pickIndex(draw, mostItems - fewestItems));
      const victim = victimNames[(round + seed) % victimNames.length] ?? "server"; // in turns, so that few rounds see several
      const takenMs = performance.now();
      await victims[victim](pair);
      await grownTo(writing.answered.size + 1);
      const awayMs = performance.now() - takenMs;
      onRound?.({ round, victim, answered: writing.answered.size - before, awayMs });
    }
    return writing.answered;
  }

  async function readBack(): Promise<{ titles: ReadonlyMap<string, string>; doubled: readonly string[] }> {
    const titles = new Map<string, string>();
    const doubled: string[] = [];
    for (let round = 0; round < rounds; round += 1) {
      for (let writer = 0; writer < writers; writer += 1) {
        const query = { item_type: typeOf(round, writer), limit: 500 };
        const { work_items: items, total_count: total } = listed.parse(await ask("query_work_items", query));
        if (items.length !== total)
          throw new Error(`${items.length} of ${total} items are told: more than one look sees`);
        for (const { id, title } of items) {
          if (titles.has(title)) doubled.push(title);
          titles.set(title, id);
        }
      }
    }
    return { titles, doubled };
  }
}

const created = z.object({ id: z.string() });
const listed = z.object({
  work_items: z.array(z.object({ id: z.string(), title: z.string() })),
  total_count: z.number(),
});

function askerOf(url: string, clientId: string, signal: AbortSignal): (path: string, body: object) => Promise<unknown> {
  return async (path, body) => {
    const headers = { "content-type": "application/json", "x-client-id": clientId };
    const response = await fetch(`${url}/${path}`, { method: "POST", headers, signal, body: JSON.stringify(body) });
    const text = await response.text();
    if (response.ok) return JSON.parse(text);
    throw new Error(`${path} was answered with ${response.status} ${text}`);
  };
}
