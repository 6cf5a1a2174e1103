/** Tests titled "SRCH-12's trip: …": each does what must turn the assertion of its rows red, and sees that it does. */
import { type TestResult, unseen, vitestReport, whyFailed } from "../lib/vitest.ts";
import { testProofs } from "../report/proofs.ts";

/** What `make prove` says of one test. */
export interface ProvenCase {
  readonly gate: string;
  readonly name: string;
  readonly isProven: boolean;
}

export interface TripTest {
  /** A file of the project. */
  readonly file: string;
  readonly title: string;
}

const titled = /^(?<owners>.*[A-Z]+-\d\d's) trip: (?<trip>.+)$/;

/** Those whose title has this part, of rows whose ids begin so. Throws when there are none at all: nothing would be proven, and nobody would see it. */
export function findTripTests(part: string, rows = ""): readonly TripTest[] {
  const trips = testProofs().filter(({ says }) => titled.test(says));
  if (trips.length === 0) throw new Error("no title of a test says that it is a row's trip");
  const byTitle = new Map(trips.map(({ file, says }) => [says, { file, title: says }])); // one proof for each of its rows
  return [...byTitle.values()].filter(
    ({ title }) => title.includes(part) && rowsOf(title).some((row) => row.startsWith(rows)),
  );
}

/** The longest holds a load against a server that is killed. */
const timeoutMs = 300_000;

/** One case for each test and each system it was asked of. One that did not run is not proven. */
export async function proveByTests(tests: readonly TripTest[], signal: AbortSignal): Promise<readonly ProvenCase[]> {
  if (tests.length === 0) return [];
  const files = [...new Set(tests.map(({ file }) => file))];
  const titles = tests.map(({ title }) => escaped(title)).join("|");
  const words = [...files, `--testNamePattern=(${titles})$`, "--no-file-parallelism"];
  const { testResults } = await vitestReport(words, timeoutMs, unseen(signal, { TRIPS: "on" }));
  const results = testResults.flatMap(({ assertionResults }) => assertionResults);
  return tests.flatMap(({ title }) => {
    const own = results.filter((result) => result.title === title);
    if (own.length === 0) process.stderr.write(`${title}: did not run\n`);
    for (const result of own) tell(result);
    return own.length === 0 ? [{ ...nameOf(title, []), isProven: false }] : own.map(caseOf);
  });
}

function caseOf({ title, ancestorTitles, status }: TestResult): ProvenCase {
  return { ...nameOf(title, ancestorTitles), isProven: status === "passed" };
}

function tell(result: TestResult): void {
  const said = result.status === "passed" ? "as it says" : `${result.status} ${whyFailed(result)}`;
  process.stderr.write(`${result.fullName}: ${said}\n`);
}

/** Its rows, and what turns them red. */
function nameOf(title: string, systems: readonly string[]): Pick<ProvenCase, "gate" | "name"> {
  const { owners = "", trip = "" } = titled.exec(title)?.groups ?? {};
  return { gate: rowsOf(owners).join(", "), name: [...systems, trip].join(": ") };
}

function rowsOf(title: string): readonly string[] {
  const { owners = title } = titled.exec(title)?.groups ?? {};
  return [...owners.matchAll(/[A-Z]+-\d\d/g)].map(([row]) => row);
}

function escaped(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}
