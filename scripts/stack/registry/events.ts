/** What happened to agents, newest first. Only the edges none → healthy ↔ unhealthy → purged exist (contract C1). */
import type { Tables } from "./sqlite.ts";

export type Status = "healthy" | "unhealthy";

/** The only ways an agent's status can change, by the event that tells of it. */
export const edges = {
  register: { old_status: "none", new_status: "healthy" },
  recover: { old_status: "unhealthy", new_status: "healthy" },
  unregister: { old_status: "healthy", new_status: "unhealthy" },
  unhealthy: { old_status: "healthy", new_status: "unhealthy" },
  purge: { old_status: "unhealthy", new_status: "purged" },
} as const;

/** An agent that comes back registers again, as mcp-mesh calls it. */
const eventTypes: { readonly [E in keyof typeof edges]: string } = {
  register: "register",
  recover: "register",
  unregister: "unregister",
  unhealthy: "unhealthy",
  purge: "purge",
};

export interface Subject {
  readonly id: string;
  readonly name: string;
  readonly agent_type: string;
  readonly version: string;
}

/** Others hear of a change of topology at their next beat; a purged agent was gone for them before. */
export function recordEvent(tables: Tables, edge: keyof typeof edges, agent: Subject, now: number): void {
  const { id, name, agent_type, version } = agent;
  const data = JSON.stringify({ agent_type, name, version, ...edges[edge] });
  tables.run(
    "INSERT INTO events (agent_id, agent_name, event_type, timestamp, data) VALUES (?, ?, ?, ?, ?)",
    id,
    name,
    eventTypes[edge],
    now,
    data,
  );
  if (edge !== "purge") tables.run("UPDATE topology SET version = version + 1");
}

const keptEvents = 100_000;

export function forgetOldEvents(tables: Tables): void {
  tables.run("DELETE FROM events WHERE seq <= (SELECT max(seq) FROM events) - ?", keptEvents);
}

export interface EventFilter {
  readonly type: string | null;
  readonly agentId: string | null;
  readonly limit: number;
}

export function listEvents(tables: Tables, { type, agentId, limit }: EventFilter): readonly object[] {
  const rows = tables.all<{ timestamp: number; data: string }>(
    `SELECT agent_id, agent_name, event_type, timestamp, data FROM events
     WHERE (?1 IS NULL OR event_type = ?1) AND (?2 IS NULL OR agent_id = ?2)
     ORDER BY seq DESC LIMIT ?3`,
    type,
    agentId,
    limit,
  );
  return rows.map((row) => ({ ...row, timestamp: new Date(row.timestamp).toISOString(), data: JSON.parse(row.data) }));
}
