/** Chunks by their id alone: read, removed, looked for. Ids of all projects differ, so no project is asked for. */
import { z } from "zod";
import type { Database, Row } from "../service/database.ts";
import { ServiceError } from "../service/errors.ts";
import type { Timing } from "../service/http.ts";
import { projectOf } from "./schema.ts";

export const existsRequest = z.object({ ids: z.array(z.uuid()).max(100) });

interface StoredChunk extends Row {
  readonly chunk_id: string;
  readonly repository_id: string;
  readonly file_path: string;
  readonly file_type: string;
  readonly content: string;
  readonly start_line: number;
  readonly end_line: number;
  readonly context_before: string;
  readonly context_after: string;
}

const uuid = z.uuid();

export async function readChunk(database: Database, id: string, timing: Timing): Promise<object> {
  if (!uuid.safeParse(id).success) throw unknownChunk(id);
  const [row] = await database.use(
    (session) =>
      session.query<StoredChunk & { schema: string }>(
        "read_chunk",
        `SELECT chunk_id, repository_id, file_path, file_type, content, start_line, end_line, context_before,
                context_after, nspname AS schema
           FROM every_chunk JOIN pg_class ON pg_class.oid = every_chunk.tableoid
                JOIN pg_namespace ON pg_namespace.oid = relnamespace
          WHERE chunk_id = $1`,
        [id],
      ),
    timing,
  );
  if (row === undefined) throw unknownChunk(id);
  const { schema, ...chunk } = row;
  return { ...chunk, project_id: projectOf(schema), database_name: schema };
}

/** It stays away until its file changes or is indexed by force. */
export async function removeChunk(database: Database, id: string, timing: Timing): Promise<void> {
  if (!uuid.safeParse(id).success) throw unknownChunk(id);
  const removed = await database.use(
    (session) => session.query("remove_chunk", "DELETE FROM every_chunk WHERE chunk_id = $1 RETURNING chunk_id", [id]),
    timing,
  );
  if (removed.length === 0) throw unknownChunk(id);
}

/** Each id once, in the order asked. */
export async function partition(
  database: Database,
  ids: readonly string[],
  timing: Timing,
): Promise<{ present: string[]; missing: string[] }> {
  const rows = await database.use(
    (session) =>
      session.query<{ chunk_id: string }>(
        "chunks_exist",
        "SELECT chunk_id FROM every_chunk WHERE chunk_id = ANY ($1::uuid[])",
        [ids],
      ),
    timing,
  );
  const found = new Set(rows.map((row) => row.chunk_id));
  const asked = [...new Set(ids)];
  const isPresent = (id: string): boolean => found.has(id.toLowerCase()); // PostgreSQL writes them in lower case
  return { present: asked.filter(isPresent), missing: asked.filter((id) => !isPresent(id)) };
}

function unknownChunk(id: string): ServiceError {
  return new ServiceError(404, "chunk_not_found", `no chunk ${JSON.stringify(id)}`, { chunk_id: id });
}
