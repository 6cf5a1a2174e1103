/** Rows a target is known not to meet, each with its reason. The list is proven too: a listed row that passes is red (OPS-12). */

/** One assertion of a row, by its title, at one target. */
interface Place {
  readonly row: string;
  readonly target: string;
  readonly assertion: string;
  readonly why: string;
}

export interface ExpectedFailure extends Place {
  /** What the failed assertion says: another failure than this one is red as well. */
  readonly shows: RegExp;
  /** In `make test` it does too little to be slow, and passes. */
  readonly isAtFullLengthOnly?: true;
}

const real = "mcp-mesh";

export const expectedFailures: readonly ExpectedFailure[] = [
  {
    row: "REG-11",
    target: real,
    assertion: "rounds of fifty simulated agents: the list is exact each round, health always answers",
    why: "each beat of the real one takes 1 ms more for every 1000 agents that have left, since it keeps them: 2.1 ms, and 4.7 ms after 2500",
    shows: /^p95 of beats before: [\d.]+ ms: expected [\d.]+ to be less than/,
    isAtFullLengthOnly: true,
  },
  {
    row: "REG-17",
    target: real,
    assertion: "junk over a live store is set aside at the next start, and agents come back",
    why: "the real one gives up on a store it cannot read and ends with exit code 1",
    shows: /^mcp-mesh died at its start: exit code 1/,
  },
  {
    row: "REG-32",
    target: real,
    assertion: "50 cycles of 100 joins and leaves grow memory by 1 MiB at most",
    why: "the published binary grows by 3 to 5 MiB from cycle 10 to 50",
    shows: /^mcp-mesh grows by [2-9]\d{3} KiB /,
  },
  {
    row: "REG-33",
    target: real,
    assertion: "that is purged is told of in the events",
    why: "the real one deletes an agent's events with the agent, so nobody hears of a purge",
    shows: /^expected \[\] to deeply equal/,
  },
  {
    row: "REG-33",
    target: real,
    assertion: "that leaves twice has left once",
    why: "each DELETE of the same agent adds one more unregister event, from unhealthy to unhealthy",
    shows: /^expected \[ 'register', 'unregister', …\(1\) \] to deeply equal/,
  },
  {
    row: "REG-34",
    target: real,
    assertion: "a body above 1 MiB is refused with 413",
    why: "the real one takes bodies of any size",
    shows: /^expected \[ '200 success' \] to deeply equal \[ '413' \]/,
  },
  {
    row: "REG-35",
    target: real,
    assertion: "the parts of a start are logged and add up within 10 %",
    why: "the real one logs no part of its start",
    shows: /^the log has no server_started/,
  },
];

const nodeLoads =
  "loading a Node server's code takes about as long as the limit, so the machine would decide; the limit is the real registry's";

/** Limits that a target is not held to, because they were not written for it. */
export const notAsked: readonly Place[] = [
  {
    row: "REG-02",
    target: "reference-registry",
    assertion: "restarts on 1000 stored agents are ready within 100 ms",
    why: nodeLoads,
  },
  {
    row: "REG-32",
    target: "reference-registry",
    assertion: "50 cycles of 100 joins and leaves grow memory by 1 MiB at most",
    why: "a Node server is still warming up then: 0.7 to 2.1 MiB from cycle 10 to 50, flat from cycle 140 on in a heap of 16 MiB",
  },
  {
    row: "REG-18",
    target: "reference-registry",
    assertion: "starts after SIGTERM and SIGKILL are ready within 100 ms",
    why: nodeLoads,
  },
];
