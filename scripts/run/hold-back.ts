/** Holds a process to a share of one core from its first moment on: stopped and continued in turns, so that nothing is left to undo. */
import { type OwnedProcess, type Processes, signalGroup } from "../lib/processes.ts";

const periodMs = 100;

/** Whatever is started through it is held back until it ends. */
export function holdingBack(processes: Processes, share: number): Processes {
  return {
    ...processes,
    start(spec) {
      const owned = processes.start(spec);
      holdBack(owned, share);
      return owned;
    },
  };
}

function holdBack({ identity, exited }: OwnedProcess, share: number): void {
  let timer: NodeJS.Timeout | undefined;
  const stop = (): void => {
    signalGroup(identity.pid, "SIGSTOP");
    timer = setTimeout(go, periodMs * (1 - share));
  };
  const go = (): void => {
    signalGroup(identity.pid, "SIGCONT");
    timer = setTimeout(stop, periodMs * share);
  };
  void exited.then(() => clearTimeout(timer));
  stop();
}
