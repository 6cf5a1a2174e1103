/** The workflow server of contract C3: POST /mcp/<call> with JSON, the active project by X-Client-Id. */
import http from "k6/http";
import type { Failure, Operation } from "#contract/operations";
import { requestTimeoutMs } from "#contract/plan";
import { authorization } from "../../lib/authorization.ts";
import { type Answer, type Exchange, unexpectedStatus } from "../../lib/operation.ts";
import type { Client, Entity, EntitySearch, WorkflowDialect } from "../workflow.ts";

interface StoredEntity {
  readonly id: string;
  readonly project_id: string;
  readonly entity_type: string;
  readonly data: { readonly [key: string]: unknown };
}

interface StoredItem {
  readonly id: string;
  readonly title: string;
  readonly item_type: string;
  readonly warnings: readonly string[];
}

interface ReadItem {
  readonly entity_references: readonly string[];
  readonly stale_references: readonly string[];
}

const entityLimit = 100;
const itemLimit = 20;

export const dialect: WorkflowDialect = {
  projects: (client) =>
    ask(client, "workflow.projects", "list_projects", { limit: 100 }, 200, (answer) =>
      dialect.projectIds(answer).length === 0 ? wrong("it has no project") : undefined,
    ),
  projectIds: (answer) => body<{ projects: readonly { id: string }[] }>(answer).projects.map(({ id }) => id),

  switchTo: (client, projectId, before) =>
    ask(client, "workflow.switch", "switch_project", { project_id: projectId }, 200, (answer) => {
      const { project_id: now, previous_project_id: previous } = body<{
        project_id: string;
        previous_project_id: string | null;
      }>(answer);
      if (now !== projectId) return wrong(`switched to ${now}, ${projectId} was asked for`);
      return before === undefined || previous === before
        ? undefined
        : wrong(`came from ${previous}, this client was in ${before}`);
    }),

  entities: (client, projectId, search) =>
    ask(client, "workflow.entities", "query_entities", queryOf(search), 200, (answer) =>
      verifyEntities(answer, projectId, search),
    ),
  entitiesIn: (answer) =>
    body<{ entities: readonly StoredEntity[] }>(answer).entities.map(
      ({ id, entity_type: type, data }): Entity => ({ id, type, data }),
    ),

  createItem: (client, { title, type, chunks = [] }) =>
    ask(client, "workflow.create_item", "work_items", newItem(title, type, chunks), 201, (answer) => {
      const item = body<StoredItem>(answer);
      return item.title === title && item.item_type === type && item.id !== ""
        ? undefined
        : wrong(`"${title}" was written down as "${item.title}"`);
    }),
  itemId: (answer) => body<StoredItem>(answer).id,
  isUnchecked: (answer) => body<StoredItem>(answer).warnings.includes("code_search_unavailable"),

  readItem: ({ url, id: clientId }, itemId, chunks) => ({
    send: () => http.get(`${url}/mcp/work_items/${itemId}`, paramsFor("workflow.read_item", clientId)),
    verify(answer) {
      if (answer.status !== 200) return unexpectedStatus(answer, "200");
      const { entity_references: held, stale_references: stale } = body<ReadItem>(answer);
      if (!Array.isArray(stale)) return wrong(`item ${itemId} does not say which chunks are gone`);
      const isSame = held.length === chunks.length && held.every((chunk, index) => chunk === chunks[index]);
      return isSame
        ? undefined
        : wrong(`item ${itemId} points at ${held.length} chunks, not at the ${chunks.length} given`);
    },
  }),

  listItems: (client, type, itemId) =>
    ask(client, "workflow.list_items", "query_work_items", { item_type: type, limit: itemLimit }, 200, (answer) => {
      const { work_items: items } = body<{ work_items: readonly StoredItem[] }>(answer);
      if (itemId !== undefined && !items.some(({ id }) => id === itemId))
        return wrong(`item ${itemId}, just written down, is not listed`);
      const stranger = items.find(({ item_type: other }) => other !== type);
      return stranger === undefined ? undefined : wrong(`item ${stranger.id} is no ${type}`);
    }),
};

function newItem(title: string, type: string, chunks: readonly string[]): object {
  return { title, item_type: type, entity_references: chunks };
}

function queryOf(search: EntitySearch | undefined): object {
  if (search === undefined) return { limit: entityLimit };
  const { example, key } = search;
  return { entity_type: example.type, filter: { [key]: example.data[key] }, limit: entityLimit };
}

function verifyEntities(
  answer: Answer,
  projectId: string | undefined,
  search: EntitySearch | undefined,
): Failure | undefined {
  const { entities, total_count: total } = body<{ entities: readonly StoredEntity[]; total_count: number }>(answer);
  const home = projectId ?? entities[0]?.project_id;
  const foreign = entities.find(({ project_id: other }) => other !== home);
  if (foreign !== undefined) return wrong(`entity ${foreign.id} is of project ${foreign.project_id}, not ${home}`);
  if (search === undefined) return entities.length > 0 ? undefined : wrong("the project has no entity");
  const { example, key, isHere } = search;
  const value = example.data[key];
  const unlike = entities.find(({ entity_type: type, data }) => type !== example.type || data[key] !== value);
  if (unlike !== undefined) return wrong(`entity ${unlike.id} is no ${example.type} with ${key}=${value}`);
  const isThere = !isHere || total > entities.length || entities.some(({ id }) => id === example.id);
  return isThere ? undefined : wrong(`entity ${example.id} is a ${example.type} with ${key}=${value}, and not found`);
}

const common = { "Content-Type": "application/json", ...authorization("workflow") };
/** Made once an operation, as each user has a copy of this code: a new object each time costs throughput. */
const paramsOf = new Map<Operation, object>();

function ask(
  { url, id }: Client,
  operation: Operation,
  call: string,
  request: object,
  status: number,
  verify: (answer: Answer) => Failure | undefined,
): Exchange {
  const params = paramsFor(operation, id);
  return {
    send: () => http.post(`${url}/mcp/${call}`, JSON.stringify(request), params),
    verify: (answer) => (answer.status === status ? verify(answer) : unexpectedStatus(answer, String(status))),
  };
}

function paramsFor(operation: Operation, clientId: string): object {
  const known = paramsOf.get(operation);
  if (known !== undefined) return known;
  const params = {
    tags: { name: operation },
    timeout: requestTimeoutMs,
    headers: { ...common, "X-Client-Id": clientId },
  };
  paramsOf.set(operation, params);
  return params;
}

function body<T>(answer: Answer): T {
  return answer.json() as unknown as T;
}

function wrong(why: string): Failure {
  return { class: "application", why };
}
