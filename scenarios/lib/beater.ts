/** What an agent does that stays for the whole run. One of them has a guest now and then: whoever beats next must be told of it. */
import { sleep } from "k6";
import exec from "k6/execution";
import { dialects } from "#dialects/registry";
import type { Agent } from "../dialects/registry.ts";
import { chosen } from "./chosen.ts";
import { operation } from "./operation.ts";
import { isOver } from "./phase.ts";
import { seed } from "./plan.ts";
import { residence } from "./residence.ts";
import { spread } from "./spread.ts";
import type { User } from "./user.ts";

const register = operation("registry.register");
const leave = operation("registry.leave");

const roundSeconds = 1;
/** Agents join over as long as they have between two beats, so that beats are spread. */
const spreadSeconds = 5;
/** A guest comes before every fourth beat of its host, from the first on, and goes after it: most beats are to hear of no change. */
const beatsPerGuest = 4;

/** One iteration is one round of a second. */
export const beater: User = (system) => {
  const dialect = chosen(dialects, system);
  const { url } = system;
  const own = residence(dialect, url, agent("agent"));
  const isHost = exec.scenario.iterationInTest === 0;
  let beats = 0;
  let guest: Agent | undefined;
  const invite = (): boolean => {
    if (beats++ % beatsPerGuest !== 0) return false;
    const invited = agent(`guest-${beats}`);
    if (register(dialect.register(url, invited)).failure !== undefined) return false;
    guest = invited;
    return true;
  };
  if (!isHost) sleep(spread(exec.vu.idInTest) * spreadSeconds);
  return () => {
    if (isOver(roundSeconds * 1000)) own.leave();
    else own.keep(isHost ? invite : undefined);
    if (guest !== undefined) leave(dialect.leave(url, guest));
    guest = undefined;
    sleep(roundSeconds);
  };
};

function agent(kind: string): Agent {
  const vu = exec.vu.idInTest;
  return { id: `${kind}-${seed}-${vu}`, capability: `${kind}-${vu}`, port: 20_000 + (vu % 40_000) };
}
