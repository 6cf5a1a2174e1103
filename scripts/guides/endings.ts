/** How the commands of the guides end: a verdict is a load's or a machine's matter, all else that is not well is the command's. */
import { exitCodes } from "#contract/verdict";

interface Ending {
  readonly exitCode: number;
  /** What its last line says. */
  readonly says: RegExp;
}

const verdicts: readonly Ending[] = [
  { exitCode: exitCodes.pass, says: /^PASS {2}/ },
  { exitCode: exitCodes.fail, says: /^FAIL {2}/ },
  { exitCode: exitCodes.invalid, says: /^INVALID {2}/ },
];

const well = (says: RegExp): readonly Ending[] => [{ exitCode: exitCodes.pass, says }];

const perVerb: Readonly<Record<string, readonly Ending[]>> = {
  ...Object.fromEntries(
    ["load", "load-registry", "load-deps", "load-codebase", "load-workflow", "fault", "prove", "nightly", "ab"]
      .concat(["compare", "validate"])
      .map((verb) => [verb, verdicts]),
  ),
  // one run that is not PASS ends it; a run that broke does not count as that
  baseline: [
    ...well(/^recorded {2}/),
    { exitCode: exitCodes.broken, says: /^error: a run of the baseline ended as (FAIL \(99\)|INVALID \(3\))/ },
  ],
  doctor: [...well(/^ready: /), { exitCode: exitCodes.broken, says: /^not ready: / }],
  calibrate: well(/calibration\.json/),
  heal: well(/^nothing to heal$|^ {2}/),
  history: well(/ in \d+ runs {2}/),
  report: well(/\.(html|md|json|xml)$/),
  list: well(/^/),
  help: well(/^ {2}make /),
};

export interface Ended {
  /** Of the script, not of make, which turns every code but 0 into 2. `undefined` when a signal ended it, as ours does at its deadline. */
  readonly exitCode: number | undefined;
  readonly lastLine: string;
}

/** What became of a command whose make ended with `code` and said `output`. */
export function endedAs(code: number | null | undefined, output: string): Ended {
  const lines = output.split("\n").filter((line) => line.trim() !== "");
  const scriptsCode = lines.findLast((line) => ofMake.test(line))?.match(/ Error (\d+)$/)?.[1];
  const own = lines.filter((line) => !ofMake.test(line));
  const problem = own.findLastIndex((line) => line.startsWith("error: "));
  const isProblem = problem >= 0 && own.slice(problem + 1).every((line) => line.startsWith("  "));
  return {
    exitCode: code == null ? undefined : code === 0 || scriptsCode === undefined ? code : Number(scriptsCode),
    lastLine: (isProblem ? own[problem] : own.at(-1)) ?? "",
  };
}

const ofMake = /^make(\[\d+\])?: /;

/** Why it counts as broken, or `undefined`. */
export function whyBroken(verb: string, { exitCode, lastLine }: Ended): string | undefined {
  const endings = perVerb[verb];
  if (endings === undefined) return `nobody says how make ${verb} ends (scripts/guides/endings.ts)`;
  if (exitCode === undefined) return "it was not done at its deadline, or a signal ended it";
  if (endings.some((ending) => ending.exitCode === exitCode && ending.says.test(lastLine))) return undefined;
  const isKnown = endings.some((ending) => ending.exitCode === exitCode);
  return isKnown ? `its last line is none that it ends with: "${lastLine}"` : `exit code ${exitCode}: ${lastLine}`;
}
