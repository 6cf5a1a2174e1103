/** What services do that join and stay: announce themselves, beat, look who is there. One user stands for several of them. */
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
const heartbeat = operation("registry.heartbeat");
const list = operation("registry.list");
const leave = operation("registry.leave");

const plannedServices = RUN_PLAN("services");
/** Whoever arrives at a rate does not wait. Where more and more join, they come without a word of the profile's, and soon. */
const pauseSeconds = isOpenModel("registry") ? 0 : plannedServices === undefined ? 0.05 : 1;
/** Of a settled service: all of them in turn. */
const roundsPerBeat = 5;
/** Enough look around to make a registry gather all it holds, and few enough that joining is most of the work. */
const roundsPerLook = plannedServices === undefined ? 10 : 1;
/** They begin to leave this long before the end. */
const farewellMs = 300;

/** One iteration is one round of all services of this user. */
export const settler: User = (system) => {
  const dialect = chosen(dialects, system);
  const { url } = system;
  const settled: Agent[] = [];
  let joined = 0;
  let rounds = 0;
  const join = (): void => {
    joined += 1;
    const self = service(joined);
    if (register(dialect.register(url, self)).failure === undefined) settled.push(self);
  };
  return () => {
    if (isOver(farewellMs)) {
      for (let self = settled.pop(); self !== undefined && !isOver(); self = settled.pop())
        leave(dialect.leave(url, self));
      sleep(farewellMs / 1000);
      return;
    }
    if (plannedServices === undefined) join();
    else while (settled.length < plannedServices && !isOver(farewellMs)) join();
    rounds += 1;
    const beating =
      plannedServices === undefined
        ? settled.slice(-1)
        : settled.filter((_, index) => (index + rounds) % roundsPerBeat === 0);
    for (const self of beating) heartbeat(dialect.heartbeat(url, self));
    const [latest] = settled.slice(-1);
    if (latest !== undefined && rounds % roundsPerLook === 0) list(dialect.list(url, latest));
    sleep(pauseSeconds);
  };
};

function service(index: number): Agent {
  const vu = exec.vu.idInTest;
  return {
    id: `settled-${seed}-${vu}-${index}`,
    capability: `settled-${vu}-${index % 100}`,
    port: 20_000 + (vu % 40_000),
  };
}
