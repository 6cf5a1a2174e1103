/** The life of an agent as it tells it itself: announcement, beat, leave. */
import type { Announcement } from "./announcement.ts";
import { findCycle } from "./cycles.ts";
import { recordEvent, type Status, type Subject } from "./events.ts";
import { type Resolution, resolve } from "./resolve.ts";
import type { Tables } from "./sqlite.ts";

export type Announced =
  | { readonly refused: string }
  | { readonly isNew: boolean; readonly resolved: { readonly [functionName: string]: readonly Resolution[] } };

/** Stores what the agent says of itself, unless its required dependencies would close a circle: then nothing changes. */
export function announce(tables: Tables, agent: Announcement, now: number): Announced {
  const circle = findRequiredCycle(tables, agent);
  if (circle !== undefined) return { refused: `required dependency cycle: ${circle.join(" → ")}` };
  const before = tables.get<{ status: Status }>("SELECT status FROM agents WHERE id = ?", agent.id)?.status;
  if (before !== "healthy") {
    const subject = { id: agent.id, name: agent.name, agent_type: agent.agentType, version: agent.version };
    recordEvent(tables, before === undefined ? "register" : "recover", subject, now);
  }
  writeAgent(tables, agent, now);
  const resolved = agent.tools
    .filter(({ dependencies }) => dependencies.length > 0)
    .map((tool) => [tool.functionName, tool.dependencies.map((dependency) => resolve(tables, dependency))] as const);
  return { isNew: before === undefined, resolved: Object.fromEntries(resolved) };
}

function writeAgent(tables: Tables, agent: Announcement, now: number): void {
  tables.run(
    `INSERT INTO agents (id, name, agent_type, runtime, version, namespace, host, port,
                         status, created_at, last_seen, status_at, heard_version)
     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 'healthy', ?9, ?9, ?9, (SELECT version FROM topology))
     ON CONFLICT (id) DO UPDATE SET
       name = ?2, agent_type = ?3, runtime = ?4, version = ?5, namespace = ?6, host = ?7, port = ?8,
       status = 'healthy', last_seen = ?9, status_at = iif(status = 'healthy', status_at, ?9),
       heard_version = excluded.heard_version`,
    agent.id,
    agent.name,
    agent.agentType,
    agent.runtime,
    agent.version,
    agent.namespace,
    agent.host,
    agent.port,
    now,
  );
  tables.run("DELETE FROM tools WHERE agent_id = ?", agent.id);
  for (const [position, tool] of agent.tools.entries()) {
    tables.run(
      `INSERT INTO tools (agent_id, position, capability, function_name, version, tags, dependencies)
       VALUES (?, ?, ?, ?, ?, ?, ?)`,
      agent.id,
      position,
      tool.capability,
      tool.functionName,
      tool.version,
      JSON.stringify(tool.tags),
      JSON.stringify(tool.dependencies),
    );
  }
}

/** Looks at the healthy agents and at this one as it wants to be; whoever is unhealthy is looked at when it comes back. */
function findRequiredCycle(tables: Tables, { id, tools }: Announcement): readonly string[] | undefined {
  const own = new Map<string, string[]>();
  for (const { capability, dependencies } of tools) {
    const required = dependencies.filter((dependency) => dependency.required).map((each) => each.capability);
    if (required.length > 0) own.set(capability, [...(own.get(capability) ?? []), ...required]);
  }
  return findCycle(own.keys(), (capability) => {
    const others = tables.all<{ required: string }>(
      `SELECT DISTINCT dependency.value ->> 'capability' AS required
       FROM tools JOIN agents ON agents.id = agent_id, json_each(dependencies) AS dependency
       WHERE tools.capability = ?1 AND agent_id <> ?2 AND status = 'healthy' AND dependency.value ->> 'required'`,
      capability,
      id,
    );
    return [...(own.get(capability) ?? []), ...others.map(({ required }) => required)];
  });
}

/** `undefined` for an agent that is unknown or unhealthy; true when anybody joined, left or fell silent since it announced itself. */
export function beat(tables: Tables, id: string, now: number): boolean | undefined {
  const row = tables.get<{ changed: number }>(
    `UPDATE agents SET last_seen = ? WHERE id = ? AND status = 'healthy'
     RETURNING heard_version < (SELECT version FROM topology) AS changed`,
    now,
    id,
  );
  return row === undefined ? undefined : row.changed === 1;
}

/** An agent that is unknown or has left already changes nothing. */
export function leave(tables: Tables, id: string, now: number): void {
  const agent = tables.get<Subject>(
    `UPDATE agents SET status = 'unhealthy', status_at = ? WHERE id = ? AND status = 'healthy'
     RETURNING id, name, agent_type, version`,
    now,
    id,
  );
  if (agent !== undefined) recordEvent(tables, "unregister", agent, now);
}
