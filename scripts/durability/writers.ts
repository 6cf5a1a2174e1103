/** Writes work items as fast as answers come, under titles of their own, and remembers which were answered 201 and with which id. */
import { setTimeout as delay } from "node:timers/promises";

export interface Writing extends AsyncDisposable {
  /** Ids by title, of all that was answered 201. */
  readonly answered: ReadonlyMap<string, string>;
  /** What is written from now on is of this round. */
  beginRound(round: number): void;
}

export const writers = 6;
/** Of one writer in one round: a query tells no more than 500 items at once. */
const itemsAtMost = 400;

/** What items of one writer in one round are told apart by. */
export function typeOf(round: number, writer: number): string {
  return `round ${round} writer ${writer}`;
}

export function startWriting(url: string, clientId: string): Writing {
  const answered = new Map<string, string>();
  const stopped = new AbortController();
  let current = 0;

  const write = async (title: string, type: string): Promise<void> => {
    const response = await fetch(`${url}/work_items`, {
      method: "POST",
      headers: { "content-type": "application/json", "x-client-id": clientId },
      body: JSON.stringify({ title, item_type: type }),
      signal: AbortSignal.timeout(10_000),
    });
    const text = await response.text();
    if (response.status !== 201) throw new Error(`status ${response.status}`);
    answered.set(title, (JSON.parse(text) as { id: string }).id);
  };
  const writeOn = async (writer: number): Promise<void> => {
    const counts = new Map<number, number>();
    while (!stopped.signal.aborted) {
      const round = current;
      const count = counts.get(round) ?? 0;
      counts.set(round, count + 1);
      const type = typeOf(round, writer);
      // what got no answer is not written again; while the server is down nobody asks in a tight loop
      const isWritten =
        count < itemsAtMost &&
        (await write(`item ${count} of ${type}`, type).then(
          () => true,
          () => false,
        ));
      if (!isWritten) await delay(20, undefined, { signal: stopped.signal }).catch(() => {});
    }
  };
  const all = Promise.all(Array.from({ length: writers }, (_, writer) => writeOn(writer)));
  return {
    answered,
    beginRound(round) {
      current = round;
    },
    async [Symbol.asyncDispose]() {
      stopped.abort();
      await all;
    },
  };
}
