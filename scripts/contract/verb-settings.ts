/** Settings of verbs beside `make load`: what they read, prove, compare and repeat. */
import { field, isWhole, number, oneOf, optionalText, text } from "./field.ts";

export const verbFields = {
  TRIP: field<string>(
    "which trips `make prove` runs",
    "a part of a trip's name: its fault, its profile and misuse, or its test's title; all when not given",
    "",
    (value) => ({
      value,
    }),
  ),
  COUNT: number(
    "how many runs `make prove-heal` kills and `make repeat` makes, rounds `make prove-writes` takes, and how often a night of `make nightly` runs an ordinary day",
    "a whole number from 1 to 10000",
    200,
    (value) => isWhole(value, 1, 10_000),
  ),
  RUNS: number(
    "how many runs `make baseline` takes the middle of, and ramps `make calibrate` the best of",
    "a whole number from 1 to 50",
    5,
    (value) => isWhole(value, 1, 50),
  ),
  RUN: text("which run `make report` and `make validate` read", "a folder, or its name under results", "latest"),
  BASE: optionalText(
    "the run that `make compare` measures HEAD against",
    "a folder, its name under results, or baseline for that of `make baseline`",
  ),
  HEAD: text("the run that `make compare` asks about", "a folder, or its name under results", "latest"),
  BASELINE: optionalText(
    "the run that `make validate` measures RUN against",
    "a folder, its name under results, or baseline for that of `make baseline`",
  ),
  OUTPUT: text("file that `make validate` writes", "a path", "validation-report.md"),
  BASE_TARGET: optionalText(
    "what `make ab` measures HEAD_TARGET against",
    "a target as TARGET takes it, or role=URL of a system that already runs",
  ),
  HEAD_TARGET: optionalText("what `make ab` asks about", "as BASE_TARGET"),
  ROUNDS: number("how many pairs of runs `make ab` makes", "a whole number from 5 to 200", 10, (value) =>
    isWhole(value, 5, 200),
  ),
  THRESHOLD: number(
    "how much worse is a regression, as a share: 0.1 is 10 %",
    "a number from 0.02 to 10",
    0.1,
    (value) => value >= 0.02 && value <= 10,
  ),
  FORCE: oneOf("compares also what cannot be compared, and says so", ["0", "1"] as const, "0"),
  ROWS: optionalText(
    "the rows of the requirements `make list` shows, `make test` tests alone as long as they say, `make prove` proves, and `make baseline` records",
    "how their ids begin: REG or REG-33",
  ),
  GUIDES: field<readonly string[]>(
    "whose commands `make guides` runs",
    "paths of Markdown files, separated by commas",
    ["README.md", "CONTRIBUTING.md", "results/README.md"],
    (written) => {
      const value = written.split(",").map((path) => path.trim());
      return value.every((path) => path !== "") ? { value } : { wrong: `"${written}" has an empty path` };
    },
  ),
} as const;
