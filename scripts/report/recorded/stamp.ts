/** When a run was, for the names of its files: from the run itself, so that they are the same whenever they are made. */
import type { RecordedRun } from "./run.ts";

/** `20261121_105929` in UTC; `undated` when nothing of the run says when it was. */
export function stampOf({ id, happenings, config }: Pick<RecordedRun, "id" | "happenings" | "config">): string {
  const ofFolder = /^(\d{4}-\d\d-\d\d)T(\d\d)-(\d\d)-(\d\d)Z/.exec(id);
  const time = happenings[0]?.time ?? config.startedAt ?? ofFolder?.slice(1).join("");
  const digits = time?.replace(/\D/g, "").slice(0, 14) ?? "";
  return digits.length === 14 ? `${digits.slice(0, 8)}_${digits.slice(8)}` : "undated";
}
