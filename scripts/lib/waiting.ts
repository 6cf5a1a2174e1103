/** Waiting for a condition, with a deadline and never for a time. */
import { setTimeout as delay } from "node:timers/promises";

export interface WaitOptions {
  readonly deadlineMs: number;
  /** Pause between two looks. */
  readonly pollMs?: number;
  readonly signal?: AbortSignal;
}

/** Resolves to the first value that is not `undefined`, or to `undefined` at the deadline. */
export async function waitFor<T>(
  look: () => Promise<T | undefined> | T | undefined,
  { deadlineMs, pollMs = 2, signal }: WaitOptions,
): Promise<T | undefined> {
  const end = performance.now() + deadlineMs;
  for (;;) {
    signal?.throwIfAborted();
    const value = await look();
    if (value !== undefined) return value;
    if (performance.now() >= end) return undefined;
    await delay(pollMs, undefined, signal === undefined ? {} : { signal });
  }
}
