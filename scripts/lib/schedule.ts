/** Does something at planned instants, a fixed period apart and without drift, and says how late each was. */

export interface Slot {
  /** Epoch milliseconds at which it was due. */
  readonly plannedMs: number;
  readonly lateMs: number;
  /** When those were due that passed by before this one, because this process could not run. */
  readonly missedMs: readonly number[];
}

export interface Schedule {
  stop(): void;
}

export interface ScheduleOptions {
  readonly periodMs: number;
  /** Whether a process with nothing else to do stays for it. */
  readonly keepsAlive: boolean;
}

/** Milliseconds since the epoch with fractions; never goes back, unlike Date.now(). */
export function epochMs(): number {
  return performance.timeOrigin + performance.now();
}

/** The first instant is now, but not before the caller's own code has run. */
export function startSchedule({ periodMs, keepsAlive }: ScheduleOptions, take: (slot: Slot) => void): Schedule {
  const beginMs = epochMs();
  let next = 0;
  let timer: NodeJS.Timeout | undefined;
  const dueMs = (index: number): number => beginMs + index * periodMs;
  const arm = (): void => {
    timer = setTimeout(wake, Math.max(0, Math.ceil(dueMs(next) - epochMs())));
    if (!keepsAlive) timer.unref();
  };
  const wake = (): void => {
    const nowMs = epochMs();
    const latest = Math.floor((nowMs - beginMs) / periodMs);
    if (latest < next) {
      arm(); // Node's timers count whole milliseconds and may fire a fraction early
      return;
    }
    const missedMs = Array.from({ length: latest - next }, (_, offset) => dueMs(next + offset));
    next = latest + 1;
    arm(); // before the work, so that stop() may be called in it
    take({ plannedMs: dueMs(latest), lateMs: nowMs - dueMs(latest), missedMs });
  };
  arm();
  return { stop: () => clearTimeout(timer) };
}
