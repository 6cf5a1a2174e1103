/** What someone does who cannot talk to a registry: one bad request of each kind, and a good one to compare with. */
import { sleep } from "k6";
import exec from "k6/execution";
import { dialects } from "#dialects/registry";
import { chosen } from "./chosen.ts";
import { operation } from "./operation.ts";
import { isOver } from "./phase.ts";
import { isOpenModel, seed } from "./plan.ts";
import type { User } from "./user.ts";

const refuse = operation("registry.refuse");
const register = operation("registry.register");

/** Whoever arrives at a rate does not wait. */
const pauseSeconds = isOpenModel("registry") ? 0 : 0.1;

/** One iteration is one request of each kind. */
export const blunderer: User = (system) => {
  const dialect = chosen(dialects, system);
  return () => {
    const vu = exec.vu.idInTest;
    for (const mistake of dialect.mistakes) {
      sleep(pauseSeconds);
      if (isOver()) return;
      refuse(mistake(system.url));
    }
    register(dialect.register(system.url, { id: `good-${seed}-${vu}`, capability: `good-${vu}`, port: 20_000 }));
  };
};
