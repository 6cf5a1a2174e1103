/** Looks at /health and /metrics by the clock, in the JSON form. */
import { epochMs, startSchedule } from "../../lib/schedule.ts";
import { ask } from "../talk.ts";

/** `body` is `undefined` when nothing came back. */
export interface Look {
  readonly atMs: number;
  readonly status: number | undefined;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of any shape
  readonly body: any;
}

export const asJson = { accept: "application/json" } as const;

/** Goes on by itself: a look that is not answered does not keep the next one from being sent. */
export function looksAt(url: string, ratePerSecond: number, signal: AbortSignal): readonly Look[] {
  const looks: Look[] = [];
  const schedule = startSchedule({ periodMs: 1000 / ratePerSecond, keepsAlive: false }, () => {
    void lookAt(url).then((look) => {
      if (!signal.aborted) looks.push(look);
    });
  });
  signal.addEventListener("abort", () => schedule.stop(), { once: true });
  return looks;
}

export async function lookAt(url: string): Promise<Look> {
  const atMs = epochMs();
  const answered = await ask(url, undefined, asJson).catch(() => undefined);
  return { atMs, status: answered?.status, body: answered?.body };
}
