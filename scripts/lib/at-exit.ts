/** What must not outlive this process, however it ends but by SIGKILL: by itself, by a signal, or because who runs it is gone. */

const actions = new Set<() => void>();
let isArmed = false;

/** Latest first. Actions wait for nothing. Returns how to take it back, once what it would do is done. */
export function atExit(action: () => void): () => void {
  arm();
  actions.add(action);
  return () => void actions.delete(action);
}

function arm(): void {
  if (isArmed) return;
  isArmed = true;
  process.once("exit", runAll);
  if (process.send === undefined) return; // a command handles its own signals, see command.ts; a worker of the test runner has nobody to
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => endBy(signal));
  process.once("disconnect", () => {
    if (actions.size > 0) endBy("SIGKILL"); // the runner is gone; one that has nothing left ends as it is told to
  });
}

function endBy(signal: NodeJS.Signals): void {
  runAll();
  process.kill(process.pid, signal);
}

function runAll(): void {
  for (const action of [...actions].reverse()) {
    actions.delete(action);
    action();
  }
}
