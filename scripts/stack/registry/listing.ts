/** The answer of GET /agents. */
import type { Dependency } from "./announcement.ts";
import type { Status } from "./events.ts";
import { createResolver, endpointOf } from "./resolve.ts";
import type { Tables } from "./sqlite.ts";

/** `null` stands for any. */
export interface AgentFilter {
  readonly status: string | null;
  readonly namespace: string | null;
  readonly type: string | null;
  /** An agent that offers one of them fits. */
  readonly capabilities: readonly string[] | null;
}

interface AgentRow {
  readonly id: string;
  readonly name: string;
  readonly agent_type: string;
  readonly runtime: string;
  readonly version: string;
  readonly host: string;
  readonly port: number;
  readonly status: Status;
  readonly created_at: number;
  readonly last_seen: number;
}

interface ToolRow {
  readonly agent_id: string;
  readonly capability: string;
  readonly function_name: string;
  readonly version: string;
  readonly tags: string;
  readonly dependencies: string;
}

export function listAgents(tables: Tables, { status, namespace, type, capabilities }: AgentFilter): readonly object[] {
  const agents = tables.all<AgentRow>(
    `SELECT id, name, agent_type, runtime, version, host, port, status, created_at, last_seen FROM agents
     WHERE (?1 IS NULL OR status = ?1) AND (?2 IS NULL OR namespace = ?2) AND (?3 IS NULL OR agent_type = ?3)
       AND (?4 IS NULL OR id IN (SELECT agent_id FROM tools WHERE capability IN (SELECT value FROM json_each(?4))))
     ORDER BY id`,
    status,
    namespace,
    type,
    capabilities === null ? null : JSON.stringify(capabilities),
  );
  const tools = toolsOf(tables, agents);
  const resolveOnce = createResolver(tables);
  return agents.map((agent) => {
    const own = (tools.get(agent.id) ?? []).map((tool) => {
      const dependencies = JSON.parse(tool.dependencies) as Dependency[];
      const isResolved = dependencies.map((dependency) => resolveOnce(dependency).status === "available");
      return { tool, dependencies, isResolved };
    });
    const resolved = own.flatMap(({ isResolved }) => isResolved);
    return {
      id: agent.id,
      name: agent.name,
      agent_type: agent.agent_type,
      status: agent.status,
      endpoint: endpointOf(agent),
      runtime: agent.runtime,
      version: agent.version,
      capabilities: own.map(({ tool, dependencies, isResolved }) => ({
        name: tool.capability,
        function_name: tool.function_name,
        version: tool.version,
        tags: JSON.parse(tool.tags),
        available:
          agent.status === "healthy" && dependencies.every(({ required }, index) => !required || isResolved[index]),
      })),
      total_dependencies: resolved.length,
      dependencies_resolved: resolved.filter(Boolean).length,
      created_at: new Date(agent.created_at).toISOString(),
      last_seen: new Date(agent.last_seen).toISOString(),
    };
  });
}

function toolsOf(tables: Tables, agents: readonly AgentRow[]): ReadonlyMap<string, readonly ToolRow[]> {
  const tools = new Map<string, ToolRow[]>();
  const ids = JSON.stringify(agents.map(({ id }) => id));
  const rows = tables.all<ToolRow>(
    `SELECT agent_id, capability, function_name, version, tags, dependencies
     FROM tools WHERE agent_id IN (SELECT value FROM json_each(?)) ORDER BY agent_id, position`,
    ids,
  );
  for (const row of rows) {
    const known = tools.get(row.agent_id);
    if (known === undefined) tools.set(row.agent_id, [row]);
    else known.push(row);
  }
  return tools;
}
