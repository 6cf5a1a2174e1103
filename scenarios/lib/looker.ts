/** What someone does who looks for partners: among services it announces itself, one lookup and one null request in turn. */
import { sleep } from "k6";
import exec from "k6/execution";
import { dialects } from "#dialects/registry";
import type { Agent } from "../dialects/registry.ts";
import { chosen } from "./chosen.ts";
import { operation } from "./operation.ts";
import { isOver } from "./phase.ts";
import { seed } from "./plan.ts";
import type { User } from "./user.ts";

const register = operation("registry.register");
const resolve = operation("registry.resolve");
const nothing = operation("registry.null");
const leave = operation("registry.leave");

/** Services are announced again before a registry takes them for dead. */
const announceEveryMs = 5000;
/** They leave this long before the end, so that they are gone when the run is. */
const farewellMs = 200;

/** One iteration is one lookup and one null request. */
export const looker: User = (system) => {
  const dialect = chosen(dialects, system);
  const { url } = system;
  const services = Array.from({ length: RUN_PLAN("services") ?? 1 }, (_, index) => service(index));
  let announcedMs = Number.NEGATIVE_INFINITY;
  let lookups = 0;
  return () => {
    if (isOver(farewellMs)) {
      if (announcedMs > 0) for (const self of services) leave(dialect.leave(url, self));
      announcedMs = Number.NEGATIVE_INFINITY;
      sleep(farewellMs / 1000);
      return;
    }
    if (Date.now() - announcedMs > announceEveryMs) {
      for (const self of services) register(dialect.register(url, self));
      announcedMs = Date.now();
    }
    const partner = services[lookups % services.length];
    lookups += 1;
    if (partner !== undefined) resolve(dialect.resolve(url, partner.capability));
    nothing(dialect.nullRoute(url));
  };
};

function service(index: number): Agent {
  return {
    id: `service-${seed}-${exec.vu.idInTest}-${index}`,
    capability: `capability-${index}`,
    port: 30_000 + (index % 30_000),
  };
}
