/** timeline.ndjson: what happened when, one line as it happens. */
import { appendFileSync } from "node:fs";
import { join } from "node:path";

export interface Timeline {
  /** `event` is a word, `details` whatever belongs to it. */
  note(event: string, details?: Readonly<Record<string, unknown>>): void;
  /** Milliseconds since the command began. */
  elapsedMs(): number;
}

/** `commandStartMs` is the epoch time at which the command was typed, as near as the process can tell. */
export function openTimeline(folder: string, commandStartMs: number): Timeline {
  const path = join(folder, "timeline.ndjson");
  const elapsedMs = (): number => Date.now() - commandStartMs;
  return {
    elapsedMs,
    note(event, details = {}) {
      appendFileSync(
        path,
        `${JSON.stringify({ time: new Date().toISOString(), elapsedMs: elapsedMs(), event, ...details })}\n`,
      );
    },
  };
}
