/** The table of `make prove`: gate, the trip that turned it red, and what was wrong. */
import type { ProvenTrip } from "../prove.ts";

/** With all trips run, every gate that was judged must be proven; with some, those they claim. */
export function proofTable(
  proven: readonly ProvenTrip[],
  isWhole: boolean,
): { readonly text: string; readonly isProven: boolean } {
  const gates = [...new Set(proven.flatMap(({ proof }) => (isWhole ? proof.judged : proof.claimed)))].sort();
  const rows = gates.map((gate) => {
    const by = proven.filter(({ proof }) => proof.turned.includes(gate));
    const mistaken = by.filter(({ proof }) => proof.faults.length > 0);
    const result = by.length === 0 ? "UNPROVEN" : mistaken.length === by.length ? "DOUBTFUL" : "proven";
    return { gate, trip: by[0]?.trip.fault ?? "no trip turns it red", result };
  });
  const wrong = proven.flatMap(({ trip, proof, shownPath }) =>
    proof.faults.map((fault) => `  ${trip.fault}: ${fault}  ${shownPath}`),
  );
  const isProven = wrong.length === 0 && rows.every(({ result }) => result === "proven");
  const widths = [Math.max(...gates.map((gate) => gate.length)), Math.max(...rows.map(({ trip }) => trip.length))];
  const table = rows.map(
    ({ gate, trip, result }) => `${gate.padEnd(widths[0] ?? 0)}  ${trip.padEnd(widths[1] ?? 0)}  ${result}`,
  );
  const count = rows.filter(({ result }) => result === "proven").length;
  const last = `${isProven ? "PASS" : "FAIL"}  ${count} of ${rows.length} gates proven able to turn red by ${proven.length} trips`;
  return { text: ["", ...table, "", ...wrong, last].join("\n"), isProven };
}
