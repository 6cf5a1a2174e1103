/** What someone does who watches a mesh: all of them look at its list at the same instant, each second. Ten agents are in it, kept by all together. */
import { sleep } from "k6";
import exec from "k6/execution";
import { dialects } from "#dialects/registry";
import type { Agent } from "../dialects/registry.ts";
import { chosen } from "./chosen.ts";
import { operation } from "./operation.ts";
import { elapsedMs, isOver } from "./phase.ts";
import { seed } from "./plan.ts";
import { residence } from "./residence.ts";
import { spread } from "./spread.ts";
import type { User } from "./user.ts";

const list = operation("registry.list");

const roundMs = 1000;
/** As many agents as a small mesh has, however many look. */
const agents = 10;

/** One iteration is one look. */
export const lister: User = (system) => {
  const dialect = chosen(dialects, system);
  const { url } = system;
  const known = member();
  const own = residence(dialect, url, known);
  sleep(spread(exec.vu.idInTest)); // they do not all join at once
  return () => {
    sleep((roundMs - (elapsedMs() % roundMs)) / 1000);
    if (isOver(roundMs)) {
      own.leave(); // nobody looks any more
      return;
    }
    if (own.isMember()) list(dialect.list(url, known));
    own.keep();
  };
};

/** Users share them: each announces the one it knows, and looks for it. */
function member(): Agent {
  const index = exec.vu.idInTest % agents;
  return { id: `listed-${seed}-${index}`, capability: `listed-${index}`, port: 20_000 + index };
}
