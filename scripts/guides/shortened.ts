/** What makes the commands of the guides short, by the environment alone: the command line of a guide still beats it. */

interface Short {
  readonly command: RegExp;
  readonly environment: Readonly<Record<string, string>>;
}

/** Of each command the first that fits. Loads take seconds, and most are long enough for a verdict. */
const shorts: readonly Short[] = [
  { command: /^make load .*PROFILE=(smoke|idle-10)\b/, environment: { DURATION_SCALE: "0.5" } },
  { command: /^make load .*PROFILE=top-rate\b/, environment: { DURATION_SCALE: "0.05" } },
  { command: /^make load\b/, environment: { DURATION_SCALE: "0.1" } },
  { command: /^make fault\b/, environment: { DURATION_SCALE: "0.05" } },
  { command: /^make ab\b/, environment: { DURATION_SCALE: "0.4" } },
  { command: /^make baseline\b/, environment: { ROWS: "WF-02", RUNS: "1" } },
  { command: /^make calibrate\b/, environment: { RUNS: "1", DURATION_SCALE: "0.2" } },
  // short runs on a busy machine may be INVALID, and these refuse such
  { command: /^make (compare|validate)\b/, environment: { FORCE: "1" } },
  { command: /^make prove(?!-)\b/, environment: { TRIP: "OPS-01's" } },
  { command: /^make nightly\b/, environment: { PART: "registry-list/", DURATION_SCALE: "0.2" } },
];

export function shortened(text: string): Short["environment"] {
  return shorts.find(({ command }) => command.test(text))?.environment ?? {};
}

/** No command of a guide may take longer than this when it is short. */
export const deadlineMs = 300_000;
