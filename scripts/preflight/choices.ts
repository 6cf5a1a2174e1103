/** Checks of what was chosen: mistakes in the settings, and which faults can work on this machine. */

import { existsSync } from "node:fs";
import type { Mistake } from "#contract/settings";
import { loadFaults, type NamedFault } from "../faults/fault.ts";
import { builtToxiproxy } from "../lib/paths.ts";
import { bad, type Check, ok, warn } from "./check.ts";

export async function choiceChecks(mistakes: readonly Mistake[]): Promise<readonly Check[]> {
  const wrong = mistakes.map((mistake) => bad("settings", mistake));
  return [...(wrong.length > 0 ? wrong : [ok("settings", "nothing is wrong with them")]), ...(await faultChecks())];
}

async function faultChecks(): Promise<readonly Check[]> {
  const all = (await loadFaults()).map((fault) => ({ name: fault.name, reason: obstacle(fault) }));
  const working = all.filter(({ reason }) => reason === undefined).map(({ name }) => name);
  return [
    ok("faults", `${working.length} of ${all.length} can work here: ${working.join(", ")}`),
    ...all.flatMap(({ name, reason }) =>
      reason === undefined
        ? []
        : [
            warn("fault", {
              what: `${name} cannot work here: ${reason}`,
              why: "a run that asks for it is refused",
              fix: "choose another fault, or another machine",
            }),
          ],
    ),
  ];
}

function obstacle(fault: NamedFault): string | undefined {
  const needsProxy = fault.needs.some((need) => need === "proxy" || need === "database-proxy");
  return needsProxy && !existsSync(builtToxiproxy) ? "toxiproxy is not built" : fault.unavailable();
}
