/** How long and how often the tests of rows do what they do: short in `make test`, as the row says in `make test ROWS=REG-11`. */

/** Set by `make test` where it is asked for rows. */
export const isFullLength = process.env["ROWS_LENGTH"] === "full";

interface Lengths<T> {
  /** What the row of the requirements says. */
  readonly full: T;
  readonly short: T;
}

const of = <T>({ full, short }: Lengths<T>): T => (isFullLength ? full : short);

export const lengths = {
  "REG-02": of({ full: { restarts: 20 }, short: { restarts: 5 } }),
  "REG-07": of({ full: { starts: 20 }, short: { starts: 4 } }),
  "REG-11": of({
    full: { upMs: 3000, downMs: 2000, realRounds: 5, simulatedRounds: 50 },
    short: { upMs: 0, downMs: 0, realRounds: 2, simulatedRounds: 2 },
  }),
  "REG-12": of({ full: { beforeMs: 10_000, beatMs: 5000 }, short: { beforeMs: 1500, beatMs: 500 } }),
  "REG-18": of({ full: { upMs: 1000, downMs: 1000 }, short: { upMs: 0, downMs: 0 } }),
  "REG-21": of({ full: { seconds: 60 }, short: { seconds: 2.5 } }),
  "REG-23": of({ full: { pairs: 10 }, short: { pairs: 5 } }),
} as const;
