/** What an agent does at a registry: join, beat, look around, find a partner, leave. One user is one agent at a time. */
import { sleep } from "k6";
import exec from "k6/execution";
import { dialects } from "#dialects/registry";
import type { Agent, RegistryDialect } from "../dialects/registry.ts";
import { chosen } from "./chosen.ts";
import { operation } from "./operation.ts";
import { isOver } from "./phase.ts";
import { isOpenModel, seed } from "./plan.ts";
import { spread } from "./spread.ts";
import type { User } from "./user.ts";

const register = operation("registry.register");
const heartbeat = operation("registry.heartbeat");
const list = operation("registry.list");
const resolve = operation("registry.resolve");
const leave = operation("registry.leave");

const isOpen = isOpenModel("registry");
/** Arrivals do not wait: their life is one beat without a pause. */
const beatsPerLife = isOpen ? 1 : 8;
const beatPeriodSeconds = isOpen ? 0 : 1;

let lives = 0;

/** One iteration is one life, from joining to leaving. */
export const agent: User = (system) => {
  const dialect = chosen(dialects, system);
  return () => live(dialect, system.url);
};

function live(dialect: RegistryDialect, url: string): void {
  if (isOver(beatPeriodSeconds * 1000)) {
    sleep(beatPeriodSeconds); // no life worth beginning is left
    return;
  }
  if (lives === 0) sleep(spread(exec.vu.idInTest) * beatPeriodSeconds);
  const self = nextAgent();
  if (register(dialect.register(url, self)).failure !== undefined) {
    sleep(beatPeriodSeconds); // an agent that could not join tries again later, not at once
    return;
  }
  const beats = lives === 1 ? Math.ceil(spread(exec.vu.idInTest) * beatsPerLife) : beatsPerLife; // lives do not end in step either
  for (let beat = 1; beat <= beats && !isOver(beatPeriodSeconds * 1000); beat += 1) {
    sleep(beatPeriodSeconds);
    keepAlive(dialect, url, self);
    if (beat % 2 === 1) list(dialect.list(url, self));
    else resolve(dialect.resolve(url, self.capability));
  }
  leave(dialect.leave(url, self));
}

function nextAgent(): Agent {
  lives += 1;
  const vu = exec.vu.idInTest;
  return {
    id: `agent-${seed}-${vu}-${lives}`,
    capability: `capability-${vu}`,
    dependency: `capability-${Math.max(1, vu - 1)}`,
    port: 20_000 + (vu % 40_000),
  };
}

/** The rule of a heartbeat: a changed mesh is answered by a full announcement, a forgotten agent joins again. */
function keepAlive(dialect: RegistryDialect, url: string, self: Agent): void {
  const { answer, failure } = heartbeat(dialect.heartbeat(url, self));
  if (failure === undefined && dialect.heartbeatWord(answer) !== "unchanged") register(dialect.register(url, self));
}
