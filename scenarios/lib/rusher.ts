/** What an agent does that never waits: join once, then beat and look a partner up, again and again. */
import { sleep } from "k6";
import exec from "k6/execution";
import { dialects } from "#dialects/registry";
import type { Agent, RegistryDialect } from "../dialects/registry.ts";
import { chosen } from "./chosen.ts";
import { operation } from "./operation.ts";
import { isOver } from "./phase.ts";
import { seed } from "./plan.ts";
import type { User } from "./user.ts";

const register = operation("registry.register");
const heartbeat = operation("registry.heartbeat");
const resolve = operation("registry.resolve");
const leave = operation("registry.leave");

/** Agents leave this long before the end, so that they are gone when the run is. */
const farewellMs = 300;
/** Who could not join tries again later, not at once. */
const pauseSeconds = 0.5;

/** One iteration is one beat and one lookup. */
export const rusher: User = (system) => {
  const dialect = chosen(dialects, system);
  let isMember = false;
  return () => {
    const self = agent();
    if (isOver(farewellMs)) {
      if (isMember) leave(dialect.leave(system.url, self));
      isMember = false;
      sleep(farewellMs / 1000);
      return;
    }
    isMember ||= join(dialect, system.url, self);
    if (isMember) isMember = rush(dialect, system.url, self);
    else sleep(pauseSeconds);
  };
};

function join(dialect: RegistryDialect, url: string, self: Agent): boolean {
  return register(dialect.register(url, self)).failure === undefined;
}

/** False when the registry forgot this agent. A mesh that changed is answered by a full announcement, as agents do. */
function rush(dialect: RegistryDialect, url: string, self: Agent): boolean {
  const { answer, failure } = heartbeat(dialect.heartbeat(url, self));
  const word = failure === undefined ? dialect.heartbeatWord(answer) : "unchanged";
  if (word === "changed") register(dialect.register(url, self));
  resolve(dialect.resolve(url, self.capability));
  return word !== "gone";
}

function agent(): Agent {
  const vu = exec.vu.idInTest;
  return {
    id: `rush-${seed}-${vu}`,
    capability: `rush-${vu}`,
    port: 20_000 + (vu % 40_000),
  };
}
