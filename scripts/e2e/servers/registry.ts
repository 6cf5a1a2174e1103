/** A registry that speaks the mcp-mesh wire, small and in memory. */
import { type Handler, json, type Received, type Reply } from "../serve.ts";

interface Listed {
  readonly id: string;
  readonly status: string;
  readonly capabilities: readonly { readonly name: string }[];
}
interface Member extends Listed {
  /** Joins and leaves it has heard of. */
  readonly heard: number;
}
interface Announcement {
  readonly agent_id: string;
  readonly tools: readonly {
    readonly function_name: string;
    readonly capability: string;
    readonly dependencies: readonly { readonly capability: string }[];
  }[];
}

type Json = Readonly<Record<string, unknown>>;
type ListAnswer = { readonly agents: readonly Listed[]; readonly count: number };

/** What a misbehaving registry says instead of the right thing, per operation. */
export interface Misbehaviour {
  readonly announced?: (right: Json) => Json;
  readonly listed?: (right: ListAnswer) => Json;
  readonly resolved?: (right: ListAnswer) => Json;
}

const asIs = (right: Json): Json => right;

export function registry({ announced = asIs, listed = asIs, resolved = asIs }: Misbehaviour = {}): Handler {
  const members = new Map<string, Member>();
  let events = 0;

  function announce({ agent_id: id, tools }: Announcement): Json {
    if (!members.has(id)) events += 1;
    const capabilities = tools.map(({ capability }) => ({ name: capability }));
    members.set(id, { id, status: "healthy", capabilities, heard: events });
    const dependencies = tools.map((tool) => [
      tool.function_name,
      tool.dependencies.map(({ capability }) => ({ agent_id: id, capability, status: "available" })),
    ]);
    return { status: "success", agent_id: id, message: "ok", dependencies_resolved: Object.fromEntries(dependencies) };
  }

  function beat(id: string): Reply {
    const member = members.get(id);
    if (member === undefined) return { status: 410 };
    return { status: member.heard < events ? 202 : 200 };
  }

  function find(query: URLSearchParams): Json {
    const capability = query.get("capabilities");
    const agents = [...members.values()]
      .filter(({ capabilities }) => capability === null || capabilities.some(({ name }) => name === capability))
      .map(({ id, status, capabilities }) => ({ id, status, capabilities }));
    return (capability === null ? listed : resolved)({ agents, count: agents.length });
  }

  function leave(id: string): Reply {
    if (members.delete(id)) events += 1;
    return { status: 204 };
  }

  return ({ method, path, query, body }: Received): Reply => {
    const id = path.split("/")[2] ?? "";
    switch (`${method} /${path.split("/")[1]}`) {
      case "POST /heartbeat":
        return json(200, announced(announce(JSON.parse(body) as Announcement)));
      case "HEAD /heartbeat":
        return beat(id);
      case "GET /agents":
        return json(200, find(query));
      case "DELETE /agents":
        return leave(id);
      default:
        return { status: 404 };
    }
  };
}
