/** What an agent in a hurry does: join, find itself, leave, find itself gone. It must read its own writes. */
import { sleep } from "k6";
import exec from "k6/execution";
import { dialects } from "#dialects/registry";
import type { Agent } from "../dialects/registry.ts";
import { chosen } from "./chosen.ts";
import { operation } from "./operation.ts";
import { isOver } from "./phase.ts";
import { isOpenModel, seed } from "./plan.ts";
import type { User } from "./user.ts";

const register = operation("registry.register");
const lookup = operation("registry.lookup");
const leave = operation("registry.leave");

/** Whoever arrives at a rate does not wait. */
const pauseSeconds = isOpenModel("registry") ? 0 : 0.1;

/** One iteration is one round. */
export const churner: User = (system) => {
  const dialect = chosen(dialects, system);
  let rounds = 0;
  return () => {
    sleep(pauseSeconds);
    if (isOver()) return;
    rounds += 1;
    const self = agent(rounds);
    if (register(dialect.register(system.url, self)).failure !== undefined) return;
    lookup(dialect.lookup(system.url, self, true));
    leave(dialect.leave(system.url, self));
    lookup(dialect.lookup(system.url, self, false));
  };
};

/** Each user comes back under the same few names, so that the store does not grow with the run. */
function agent(round: number): Agent {
  const vu = exec.vu.idInTest;
  return {
    id: `churn-${seed}-${vu}-${round % 10}`,
    capability: `churn-${vu}`,
    port: 20_000 + (vu % 40_000),
  };
}
