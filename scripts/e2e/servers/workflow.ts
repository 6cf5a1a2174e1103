/** A workflow server in memory, right but for what it is told to get wrong. */
import { type Handler, json } from "../serve.ts";

interface Item {
  readonly id: string;
  readonly title: string;
  readonly item_type: string;
}

export interface Mistakes {
  /** Confirms a switch, and stays where it was. */
  readonly isStuck?: true;
  readonly ignoresFilter?: true;
  /** Says 201 and stores nothing. */
  readonly forgets?: true;
}

const projects = ["a", "b", "c"].map((id) => ({ id, name: id, active: false }));
const entities = projects.flatMap(({ id: project }) =>
  Array.from({ length: 12 }, (_, index) => ({
    id: `${project}-${index}`,
    project_id: project,
    entity_type: index % 2 === 0 ? "table" : "job",
    data: { tier: index % 3 },
  })),
);

export function workflow({ isStuck, ignoresFilter, forgets }: Mistakes = {}): Handler {
  const active = new Map<string, string>();
  const items: Item[] = [];
  return ({ path, headers, body }) => {
    const client = String(headers["x-client-id"]);
    const asked = JSON.parse(body) as Record<string, string> & { filter?: Record<string, unknown> };
    switch (path) {
      case "/mcp/list_projects":
        return json(200, { projects, total_count: projects.length });
      case "/mcp/switch_project": {
        const before = active.get(client) ?? null;
        if (isStuck === undefined || before === null) active.set(client, asked["project_id"] ?? "");
        return json(200, { project_id: asked["project_id"], previous_project_id: before, switched_at: "" });
      }
      case "/mcp/query_entities": {
        const [[key, value] = []] = Object.entries(asked.filter ?? {});
        const found = entities
          .filter(({ project_id: project }) => project === active.get(client))
          .filter(({ entity_type: type }) => asked["entity_type"] === undefined || type === asked["entity_type"])
          .filter(({ data }) => key === undefined || ignoresFilter || data[key as "tier"] === value);
        return json(200, { entities: found, total_count: found.length });
      }
      case "/mcp/work_items": {
        const { title = "", item_type: type = "" } = asked;
        const item = { id: `item-${items.length}-${title}`, title, item_type: type };
        if (forgets === undefined) items.unshift(item);
        return json(201, item);
      }
      case "/mcp/query_work_items": {
        const found = items.filter(({ item_type: type }) => type === asked["item_type"]);
        return json(200, { work_items: found.slice(0, 20), total_count: found.length });
      }
      default:
        return json(404, {});
    }
  };
}
