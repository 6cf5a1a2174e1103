/** Settings of `make nightly` and of the history that its runs leave. */
import { formed, isWhole, number, optionalSeconds, optionalText } from "./field.ts";

export const nightlyFields = {
  BUDGET: optionalSeconds(
    "how long `make nightly` may take; it then picks what is most due by age and importance",
    1,
    604_800,
  ),
  KEEP: number(
    "how many nights keep the folders of their runs; the history keeps every night's numbers",
    "a whole number from 1 to 10000",
    14,
    (value) => isWhole(value, 1, 10_000),
  ),
  PART: optionalText(
    "which parts of the night `make nightly` runs, all when not given",
    "a part of their names: registry/load",
  ),
  HISTORY: formed(
    "a PostgreSQL that holds the history of nightly runs, in place of history.ndjson among the results",
    "postgres://user:password@host:port/database",
    /^postgres(ql)?:\/\/([^\s/@?]+@)?(\[[0-9a-fA-F:]+\]|[A-Za-z0-9._-]+)(:\d{1,5})?\/[^\s/?]+(\?sslmode=[a-z-]+)?$/,
    true,
  ),
} as const;
