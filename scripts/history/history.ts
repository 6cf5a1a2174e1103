/** Where the history of nightly runs is kept: what is added stays, and is never changed. */
import type { Settings } from "#contract/settings";
import { fileHistory } from "./file-history.ts";
import { postgresHistory } from "./postgres-history.ts";
import type { HistoryRecord } from "./record.ts";

export interface History {
  /** As a person knows it, without a password. */
  readonly place: string;
  /** Resolves once the record would survive a power cut. */
  append(record: HistoryRecord): Promise<void>;
  read(): Promise<ReadHistory>;
}

export interface ReadHistory {
  /** In the order in which they were added. */
  readonly records: readonly HistoryRecord[];
  /** Lines that are no records: torn when something was killed or full. */
  readonly unreadable: number;
}

export function openHistory({ HISTORY, RESULTS }: Pick<Settings, "HISTORY" | "RESULTS">): History {
  return HISTORY === undefined ? fileHistory(RESULTS) : postgresHistory(HISTORY);
}
