/** timeline.ndjson: what happened when, one line as it happens. */
import { appendFileSync } from "node:fs";
import { join } from "node:path";

export interface Timeline {
  /** `event` is a word, `details` whatever belongs to it. */
  note(event: string, details?: Readonly<Record<string, unknown>>): void;
  /** What the run took beside its load, in ms: from the command to the first request, from the last request until now. */
  overhead(): { readonly beforeMs: number | null; readonly afterMs: number | null };
}

/** One line of it. */
export interface Happening {
  readonly time: string;
  readonly elapsedMs: number;
  readonly event: string;
  readonly [detail: string]: unknown;
}

/** `commandStartMs` is the epoch time at which the command was typed, as near as the process can tell. `onNote` gets each line too. */
export function openTimeline(
  folder: string,
  commandStartMs: number,
  onNote: (happening: Happening) => void = () => {},
): Timeline {
  const path = join(folder, "timeline.ndjson");
  const at = new Map<string, number>();
  const elapsedMs = (): number => Date.now() - commandStartMs;
  return {
    note(event, details = {}) {
      const now = elapsedMs();
      at.set(event, now);
      const line = { time: new Date().toISOString(), elapsedMs: now, event, ...details };
      appendFileSync(path, `${JSON.stringify(line)}\n`);
      onNote(line);
    },
    overhead() {
      const endedMs = at.get("load-ended");
      return { beforeMs: at.get("load-began") ?? null, afterMs: endedMs === undefined ? null : elapsedMs() - endedMs };
    },
  };
}
