/** Rows of how the suite runs what it measures and breaks, OPS-01 onwards, in their order. */
export const operationRows: readonly string[] = [
  "process groups are owned: asked to stop, killed after 5 s, and nothing is left after pass, fail and Ctrl-C",
  "memory, CPU, open files and threads each second, of a process with its children; a hole is invalid",
  "before anything starts: ports, database, generator, cores and limits are looked at, each bad one named",
  "the generator is built from its pinned source; what only calls itself k6 is refused",
  "seeded fixtures with counts that are checked, in stores that were empty",
  "a fault says whether it can, proves that it bit, ends by itself, and is undone in every case",
  "every trip runs in make prove: its gates turn red, others are named",
  "no samples, throws, failed checks, a misspelt option, a summary that cannot be written: never exit 0",
  "a full disk: writes are refused, reads go on, and all is well once there is room",
  "fixture agents are real programs: slow or dying starts, dependencies, the truth about health, a clean stop",
  "two runs at once never collide",
  "expected failures are listed by target; a listed row that passes is red too",
  "generator and targets on cores of their own from 4 cores on",
  "settings that other programs share are honoured and echoed; unknown ones and K6_* are refused",
  "a database that never gets ready ends the run with what, why and fix",
];
