/** Work items: what is to be done in a project, below each other, pointing at chunks of code. */
import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { Row } from "../service/database.ts";
import { sqlState } from "../service/database-errors.ts";
import { ServiceError } from "../service/errors.ts";
import { call } from "./call.ts";
import { projectOf } from "./projects.ts";

const word = z.string().min(1).max(100);
const foreignKeyViolation = "23503";

interface WorkItem extends Row {
  readonly entity_references: readonly string[];
}

const columns = "id, title, item_type, status, entity_references::text[], parent_id, metadata, created_at, updated_at";

/** The codebase server was silent: whether chunks are still there is not known. */
const unavailable = ["code_search_unavailable"];

export const createWorkItem = call({
  name: "work_items",
  about: "Creates a work item in the active project; chunks it points at are looked up, and kept whatever is found",
  path: "work_items",
  status: 201,
  request: z.object({
    title: z.string().min(1).max(200),
    item_type: word.default("task"),
    status: word.default("planned"),
    parent_id: z.guid().nullable().optional(),
    entity_references: z.array(z.guid()).max(50).default([]),
    metadata: z.record(z.string(), z.unknown()).default({}),
  }),
  async run({ use, clientId, references }, item) {
    const id = randomUUID();
    const missing = await references.findMissing(item.entity_references);
    try {
      return await use(async (session) => {
        const [created] = await session.query<WorkItem>(
          "create_work_item",
          `INSERT INTO work_items (id, project_id, title, item_type, status, parent_id, entity_references, metadata)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
             ON CONFLICT (id) DO UPDATE SET title = excluded.title RETURNING ${columns}`,
          [
            id,
            await projectOf(session, clientId),
            item.title,
            item.item_type,
            item.status,
            item.parent_id ?? null,
            item.entity_references,
            JSON.stringify(item.metadata),
          ],
        );
        return { ...created, warnings: warningsOf(missing) };
      });
    } catch (error) {
      if (sqlState(error) !== foreignKeyViolation) throw error;
      throw new ServiceError(404, "parent_not_found", `no work item ${item.parent_id} in the active project`);
    }
  },
});

export const readWorkItem = call({
  name: "work_item",
  about: "Reads a work item of the active project, and says which of its chunks are gone",
  method: "GET",
  path: "work_items/:id",
  request: z.object({ id: z.string() }),
  async run({ use, clientId, references }, { id }) {
    const item = await use(async (session) => {
      if (!z.guid().safeParse(id).success) return undefined;
      const [found] = await session.query<WorkItem>(
        "read_work_item",
        `SELECT ${columns} FROM work_items WHERE project_id = $1 AND id = $2`,
        [await projectOf(session, clientId), id],
      );
      return found;
    });
    if (item === undefined) throw new ServiceError(404, "work_item_not_found", `no work item ${JSON.stringify(id)}`);
    const missing = await references.findMissing(item.entity_references);
    return { ...item, stale_references: missing ?? [], warnings: missing === undefined ? unavailable : [] };
  },
});

export const queryWorkItems = call({
  name: "query_work_items",
  about: "Finds work items of the active project, newest first; below a parent at any depth with include_descendants",
  path: "query_work_items",
  request: z.object({
    item_type: word.optional(),
    status: word.optional(),
    parent_id: z.guid().optional(),
    include_descendants: z.boolean().default(false),
    limit: z.int().min(1).max(500).default(100),
  }),
  run: ({ use, clientId }, { item_type: type, status, parent_id: parentId, include_descendants: isDeep, limit }) =>
    use(async (session) => {
      const values = [await projectOf(session, clientId), type ?? null, status ?? null, limit];
      const text = parentId === undefined ? anywhere : isDeep ? belowParent : underParent;
      const rows = await session.query<Row & { total: number }>(
        "query_work_items",
        text,
        parentId === undefined ? values : [...values, parentId],
      );
      return { work_items: rows.map(({ total: _, ...item }) => item), total_count: rows[0]?.total ?? 0 };
    }),
});

function newestFirst(condition = "TRUE"): string {
  return `
    SELECT ${columns}, count(*) OVER ()::int AS total FROM work_items
     WHERE project_id = $1 AND ($2::text IS NULL OR item_type = $2) AND ($3::text IS NULL OR status = $3) AND ${condition}
     ORDER BY created_at DESC, id LIMIT $4`;
}
const anywhere = newestFirst();
const underParent = newestFirst("parent_id = $5");
/** Items are never moved, so there is no circle to fall into. */
const belowParent = `
  WITH RECURSIVE below (below_id) AS (
    SELECT id FROM work_items WHERE parent_id = $5
    UNION ALL
    SELECT id FROM work_items JOIN below ON parent_id = below_id
  )
  ${newestFirst("id IN (SELECT below_id FROM below)")}`;

/** What is said of the chunks a new item points at. */
function warningsOf(missing: readonly string[] | undefined): readonly string[] {
  if (missing === undefined) return unavailable;
  return missing.length > 0 ? ["stale_references"] : [];
}
