/** What the registry does by itself: silent agents become unhealthy, long unhealthy ones are forgotten. */
import type { Log } from "../service/log.ts";
import { forgetOldEvents, recordEvent, type Subject } from "./events.ts";
import type { Upkeep } from "./settings.ts";
import type { Tables } from "./sqlite.ts";
import type { Store } from "./store.ts";

/** Returns what ends it. */
export function startUpkeep(store: Store, { checkMs, silenceMs, sweepMs, retentionMs }: Upkeep, log: Log): () => void {
  const startedAt = Date.now();
  const check = (): void => {
    const now = Date.now();
    if (now - startedAt < silenceMs) return; // nobody could beat while the registry was away
    const silent = store.transact("health_check", (tables) => markSilent(tables, now - silenceMs, now));
    if (silent.length > 0) log("INFO", "agents_unhealthy", { agents: silent.map(({ id }) => id) });
  };
  const sweep = (): void => {
    const now = Date.now();
    const purged = store.transact("sweep", (tables) => purge(tables, now - retentionMs, now));
    if (purged > 0) log("INFO", "agents_purged", { count: purged });
  };
  const timers = [setInterval(() => attempt(check), checkMs), setInterval(() => attempt(sweep), sweepMs)];
  return () => timers.forEach(clearInterval);
}

/** The store has logged what was wrong; there will be another time. */
function attempt(work: () => void): void {
  try {
    work();
  } catch {}
}

function markSilent(tables: Tables, lastSeenBefore: number, now: number): readonly Subject[] {
  const silent = tables.all<Subject>(
    `UPDATE agents SET status = 'unhealthy', status_at = ? WHERE status = 'healthy' AND last_seen < ?
     RETURNING id, name, agent_type, version`,
    now,
    lastSeenBefore,
  );
  for (const agent of silent) recordEvent(tables, "unhealthy", agent, now);
  return silent;
}

function purge(tables: Tables, unhealthyBefore: number, now: number): number {
  const purged = tables.all<Subject>(
    "DELETE FROM agents WHERE status = 'unhealthy' AND status_at < ? RETURNING id, name, agent_type, version",
    unhealthyBefore,
  );
  for (const agent of purged) recordEvent(tables, "purge", agent, now);
  forgetOldEvents(tables);
  return purged.length;
}
