/** What makes the commands of the guides short, by the environment alone: the command line of a guide still beats it. */

type Environment = Readonly<Record<string, string>>;

/** Loads of seconds; FORCE, since short runs on a busy machine may be INVALID, and compare and validate refuse such. */
const perVerb: Readonly<Record<string, Environment>> = {
  load: { DURATION_SCALE: "0.05" },
  fault: { DURATION_SCALE: "0.05" },
  ab: { DURATION_SCALE: "0.2" },
  baseline: { ROWS: "SRCH-04", RUNS: "1" },
  calibrate: { RUNS: "1", DURATION_SCALE: "0.2" },
  compare: { FORCE: "1" },
  validate: { FORCE: "1" },
  prove: { TRIP: "ms=6,for=6", DURATION_SCALE: "0.2" },
  nightly: { PART: "registry-bad/load", DURATION_SCALE: "0.05" },
};

export function shortened(verb: string): Environment {
  return perVerb[verb] ?? {};
}

/** No command of a guide may take longer than this when it is short. */
export const deadlineMs = 180_000;
