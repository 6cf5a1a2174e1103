/** An agent that stays: it joins, beats every fifth round, announces itself again when told to, and leaves at the end. */
import type { Agent, RegistryDialect } from "../dialects/registry.ts";
import { type Exchange, operation } from "./operation.ts";

const register = operation("registry.register");
const heartbeat = operation("registry.heartbeat");
const leave = operation("registry.leave");

/** Rounds are a second long. */
const roundsPerBeat = 5;

export interface Residence {
  /** One round. `makeNews` is called before a beat that is due; where it says true, the registry must tell of a change. */
  keep(makeNews?: () => boolean): void;
  isMember(): boolean;
  /** Nothing when it is no member. */
  leave(): void;
}

export function residence(dialect: RegistryDialect, url: string, self: Agent): Residence {
  let isIn = false;
  let rounds = 0;
  const join = (): boolean => register(dialect.register(url, self)).failure === undefined;
  return {
    keep(makeNews = () => false) {
      if (!isIn) {
        isIn = join();
        rounds = 0;
        return;
      }
      rounds += 1;
      if (rounds % roundsPerBeat !== 0) return;
      const beat = dialect.heartbeat(url, self);
      const { answer, failure } = heartbeat(makeNews() ? telling(dialect, beat) : beat);
      if (failure === undefined && dialect.heartbeatWord(answer) !== "unchanged") isIn = join();
    },
    isMember: () => isIn,
    leave() {
      if (isIn) leave(dialect.leave(url, self));
      isIn = false;
    },
  };
}

/** The same beat, right only when its answer speaks of a change. */
function telling(dialect: RegistryDialect, beat: Exchange): Exchange {
  const why = "an agent has joined, and the next beat of another says that nothing changed";
  return {
    send: () => beat.send(),
    verify: (answer) =>
      beat.verify(answer) ??
      (dialect.heartbeatWord(answer) === "unchanged" ? { class: "application", why } : undefined),
  };
}
