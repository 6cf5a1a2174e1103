/** Leaves the numbers of a hand-written script in the fields that the suite's summary has, too. */

interface SummaryData {
  readonly state: { readonly testRunDurationMs: number };
  readonly metrics: { readonly http_reqs: { readonly values: { readonly count: number } } };
}

export function handleSummary({ state, metrics }: SummaryData): { [path: string]: string } {
  const numbers = { requests: metrics.http_reqs.values.count, durationMs: state.testRunDurationMs };
  return { [__ENV["BENCH_SUMMARY"] ?? ""]: JSON.stringify(numbers) };
}
