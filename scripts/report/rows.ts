/** The rows of the requirements in short: what each asks to be shown. Tests and thresholds name them by id. */

export interface Row {
  readonly id: string;
  readonly about: string;
  /** Why it cannot be proven here, as the list says it; nothing may name it then. */
  readonly notHere?: string;
}

const registry = [
  "an empty registry is ready within 100 ms, 20 starts",
  "a restart on 1000 stored agents is ready within 100 ms and lists them all",
  "an agent without a registry serves 5 calls/s for 5 s",
  "an agent whose registry was killed serves 5 calls/s for 10 s and logs failed beats",
  "a new empty registry on the same address lists the agent within 5 s",
  "a launcher that finds no registry starts one; five that race leave one",
  "an agent is listed within 1 s of its start, an announcement within 50 ms (p95)",
  "ten agents started at once are all listed within 2 s",
  "100 users list agents for 30 s: no failure, p95 below 200 ms",
  "ten times the top rate of the older registry",
  "five rounds of five agents: health always answers, the list is exact, beats stay quick",
  "a planned restart: errors only in the gap, all healthy within 5 s",
  "with ten agents the registry stays below 50 MiB",
  "half the memory of the older registry",
  "memory does not grow within a minute of ten agents",
  "a taken port ends the start within 5 s, is named, and its holder is unharmed",
  "junk over the store is set aside; agents are back within 10 s",
  "ten ends by SIGTERM and SIGKILL: quick starts, no lock, no lost row",
  "200 agents beat for 5 min: p95 below 50 ms, only 200, 202 and 410",
  "a frozen agent is unhealthy in timeout and check period, healthy a beat after it thaws",
  "the relay answers as the agent does and adds less than 20 ms (p95, 50 users)",
  "the real registry and the reference differ in the listed gaps only",
  "announcing costs a start less than 2 s",
  "100 services cost the registry less than 10 MB, the client an agent less than 10 MB",
  "a lookup among 100 services: p95 below 5 ms",
  "register, lookup, unregister: each reads its own write, 1000 of 1000",
  "a present dependency is named rightly, in any start order",
  "a missing dependency is unresolved without an error, and there a beat after its provider",
  "a required circle is refused by its path and changes nothing; an optional one works",
  "an agent that dies in its init is never listed or soon unhealthy, and harms nobody",
  "a call crosses a chain of ten processes, each hop about as fast as one",
  "50 cycles of 100 joins and leaves grow memory by 1 MiB at most",
  "events follow legal edges; listed statuses are true in 99 % of looks",
  "1000 bad requests: the contract's status, a log line each, p95 at most twice a good one's",
  "the parts of a start are logged and add up",
];

const noOlder = "not measured: no older registry is given";

const notHere: Readonly<Record<string, string>> = { "REG-10": noOlder, "REG-14": noOlder };

export const rows: readonly Row[] = registry.map((about, index) => {
  const id = `REG-${String(index + 1).padStart(2, "0")}`;
  const why = notHere[id];
  return why === undefined ? { id, about } : { id, about, notHere: why };
});
