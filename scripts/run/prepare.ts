/** Everything that can be wrong before anything is started, found together. */
import type { Settings } from "#contract/settings";
import type { Bundle } from "../../build/bundle.ts";
import { type Cores, chooseCores } from "../lib/cores.ts";
import { requireAskedPort } from "../lib/ports.ts";
import { Problem, type ProblemText } from "../lib/problem.ts";
import { textsOf } from "../preflight/check.ts";
import { openFilesCheck } from "../preflight/machine.ts";
import { loopbackCheck } from "../preflight/network.ts";
import { nodeCheck } from "../preflight/programs.ts";
import { databaseCheck } from "../preflight/stores.ts";
import type { Cast } from "./choice.ts";
import type { ChosenFault } from "./fault-choice.ts";
import { findK6, type K6Binary } from "./k6-binary.ts";
import { settle } from "./settle.ts";
import { mostUsers } from "./users.ts";

export interface Prepared {
  readonly k6: K6Binary;
  readonly script: Bundle;
  readonly cast: readonly Cast[];
  readonly faults: readonly ChosenFault[];
  /** Where generator and targets run. */
  readonly cores: Cores;
}

/** Throws one Problem with every mistake. Wrong settings come before trouble with the machine. A session page that is open holds its port itself. */
export async function prepare(settings: Settings, isPageOpen = false): Promise<Prepared> {
  const { script, cast, faults, mistakes } = await settle(settings);
  if (script === undefined) throw new Problem("usage", mistakes);
  const [k6, cores, ...others] = await Promise.allSettled([
    findK6(settings.K6_BIN),
    (async () => chooseCores(settings.PIN))(),
    requireAskedPort(settings, "DASHBOARD_PORT"),
    isPageOpen ? undefined : requireAskedPort(settings, "SESSION_PORT"),
    mistakes.length > 0 ? undefined : requireMachine(settings, cast),
  ]);
  const texts: ProblemText[] = [...mistakes];
  const rejected = [k6, cores, ...others]
    .filter((outcome) => outcome.status === "rejected")
    .map(({ reason }) => reason as unknown);
  for (const reason of rejected) {
    if (!(reason instanceof Problem)) throw reason;
    texts.push(...reason.texts);
  }
  const isMachine =
    mistakes.length === 0 && rejected.every((reason) => reason instanceof Problem && reason.kind === "broken");
  if (texts.length > 0) throw new Problem(isMachine ? "broken" : "usage", texts, rejected[0]);
  if (k6.status === "rejected") throw k6.reason;
  if (cores.status === "rejected") throw cores.reason;
  return { k6: k6.value, script, cast, faults, cores: cores.value };
}

/** What `make doctor` checks, as far as it is done within milliseconds. */
async function requireMachine(settings: Settings, cast: readonly Cast[]): Promise<void> {
  const checks = [
    nodeCheck(),
    openFilesCheck(mostUsers(cast, settings)),
    await loopbackCheck(),
    await databaseCheck(settings.DATABASE_URL),
  ];
  const texts = textsOf(checks);
  if (texts.length > 0) throw new Problem("broken", texts);
}
