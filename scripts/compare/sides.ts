/** Reads the two runs of a comparison, and refuses those that say nothing of each other. */
import type { Settings } from "#contract/settings";
import { Problem } from "../lib/problem.ts";
import { findRun } from "../report/find-run.ts";
import { isBaselineWord, readBaselineRun } from "./baseline-run.ts";
import { differences } from "./comparable.ts";
import { readSide, type Side } from "./side.ts";

/** The settings that name a run. */
type RunSetting = "BASE" | "HEAD" | "BASELINE" | "RUN";

/** Throws a Problem with every reason, unless FORCE says to compare them all the same. */
export function readSides(
  base: RunSetting,
  head: RunSetting,
  settings: Settings,
): { readonly base: Side; readonly head: Side } {
  const later = sideOf(head, settings);
  const sides = { base: sideOf(base, settings, later), head: later };
  const other = differences(sides.base, sides.head);
  if (other.length === 0 || settings.FORCE === "1") return sides;
  throw new Problem(
    "usage",
    other.map((what) => ({
      what: `${sides.base.id} and ${sides.head.id} cannot be compared: ${what}`,
      why: "what differs in their numbers may come from that",
      fix: "make a run like the other one, or say FORCE=1",
    })),
  );
}

/** `baseline` stands for a run only where there is another to choose it by. */
function sideOf(setting: RunSetting, settings: Settings, other?: Side): Side {
  const written = settings[setting];
  if (written !== undefined && other !== undefined && isBaselineWord(written))
    return readBaselineRun(setting, other, settings.RESULTS);
  if (written !== undefined) return readSide(setting, findRun(setting, written, settings.RESULTS));
  throw new Problem("usage", {
    what: `${setting} is not given`,
    why: "two runs are needed to compare",
    fix: `give ${setting}=… as a run of \`ls ${settings.RESULTS}\``,
  });
}
