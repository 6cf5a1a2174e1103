/** The table of `make prove`: gate, the trip that turned it red, and what was wrong. */
import type { ProvenTrip } from "../prove.ts";
import type { ProvenCase } from "../run/trip-tests.ts";
import { tripName } from "../trips/trip.ts";

interface Row {
  readonly gate: string;
  readonly trip: string;
  readonly result: "proven" | "DOUBTFUL" | "UNPROVEN";
}

const noTrip = "no trip turns it red";

/** `unclaimed` are gates no trip speaks of. With all trips run, every gate that was judged must be proven; with some, those they claim. */
export function proofTable(
  proven: readonly ProvenTrip[],
  cases: readonly ProvenCase[],
  unclaimed: readonly string[],
  isWhole: boolean,
): { readonly text: string; readonly isProven: boolean } {
  const gates = [...new Set(proven.flatMap(({ proof }) => (isWhole ? proof.judged : proof.claimed)))].filter(
    isNotOfFault,
  );
  const faultGates = [...new Set(proven.flatMap(({ proof }) => proof.claimed))].filter((gate) => !isNotOfFault(gate));
  const rows: readonly Row[] = [
    ...unclaimed.map((gate): Row => ({ gate, trip: noTrip, result: "UNPROVEN" })),
    ...[...gates, ...faultGates].sort().map((gate) => rowOf(gate, proven)),
    ...cases.map(({ gate, name, isProven }): Row => ({ gate, trip: name, result: isProven ? "proven" : "UNPROVEN" })),
  ];
  const wrong = proven.flatMap(({ trip, proof, shownPath }) =>
    proof.faults.map((fault) => `  ${tripName(trip)}: ${fault}  ${shownPath}`),
  );
  const count = rows.filter(({ result }) => result === "proven").length;
  const isProven = wrong.length === 0 && count === rows.length;
  const last = `${isProven ? "PASS" : "FAIL"}  ${count} of ${rows.length} proven able to turn red by ${proven.length} trips and ${cases.length} tests${wrong.length === 0 ? "" : `, ${wrong.length} not as claimed`}`;
  return { text: ["", ...table(rows), "", ...wrong, last].join("\n"), isProven };
}

/** The gate of a fault is one and the same for every fault: it is proven when one trip turns it red. */
function isNotOfFault(gate: string): boolean {
  return !gate.startsWith("fault.");
}

function rowOf(gate: string, proven: readonly ProvenTrip[]): Row {
  const by = proven.filter(({ proof }) => proof.turned.includes(gate));
  const isDoubtful = by.every(({ proof }) => proof.faults.length > 0);
  const result = by.length === 0 ? "UNPROVEN" : isDoubtful ? "DOUBTFUL" : "proven";
  return { gate, trip: by[0] === undefined ? noTrip : tripName(by[0].trip), result };
}

function table(rows: readonly Row[]): readonly string[] {
  const width = (texts: readonly string[]): number => Math.max(...texts.map((text) => text.length));
  const [gateWidth, tripWidth] = [width(rows.map(({ gate }) => gate)), width(rows.map(({ trip }) => trip))];
  return rows.map(({ gate, trip, result }) => `${gate.padEnd(gateWidth)}  ${trip.padEnd(tripWidth)}  ${result}`);
}
