/** Full-text search over a project's chunks: any word of the query, best rank first, then path. */
import { z } from "zod";
import type { Database, Row } from "../service/database.ts";
import { sqlState } from "../service/database-errors.ts";
import { ServiceError } from "../service/errors.ts";
import type { Timing } from "../service/http.ts";
import { defaultProjectId, projectIdPattern, schemaOf } from "./schema.ts";
import { toTsquery } from "./words.ts";

export const searchRequest = z.object({
  query: z.string().min(1).max(1000).describe("Words; a chunk that holds any of them is a hit"),
  limit: z.int().min(1).max(50).default(10).describe("The most hits to return"),
  project_id: z.string().optional().describe(`The project to search, "${defaultProjectId}" when left out`),
  repository_id: z.uuid().optional().describe("Only hits of this repository"),
  file_type: z.string().optional().describe("Only files with this extension, such as ts"),
  directory: z.string().optional().describe("Only files below this folder of the repository"),
});
export type SearchRequest = z.infer<typeof searchRequest>;

interface Hit extends Row {
  readonly chunk_id: string;
  readonly file_path: string;
  readonly content: string;
  readonly start_line: number;
  readonly end_line: number;
  /** 0 to 1. */
  readonly similarity_score: number;
  readonly context_before: string;
  readonly context_after: string;
}

// A type, not an interface: MCP's structuredContent wants an index signature.
export type SearchAnswer = {
  readonly results: readonly Hit[];
  /** All hits there are, not only those returned. */
  readonly total_count: number;
  readonly project_id: string;
  readonly database_name: string;
  readonly latency_ms: number;
};

/** PostgreSQL's words for a schema or table that is not there. */
const missing = new Set(["3F000", "42P01"]);

export async function search(database: Database, request: SearchRequest, timing?: Timing): Promise<SearchAnswer> {
  const begin = performance.now();
  const projectId = request.project_id ?? defaultProjectId;
  if (!projectIdPattern.test(projectId)) throw unknownProject(projectId);
  const schema = schemaOf(projectId);
  const folder = request.directory?.replace(/^\.?\/+|\/+$/g, "") ?? "";
  const values = [
    toTsquery(request.query),
    request.limit,
    request.repository_id ?? null,
    request.file_type?.replace(/^\./, "").toLowerCase() ?? null,
    folder === "" ? null : `${folder}/`,
  ];
  try {
    const rows = await database.use(
      (session) => session.query<Hit & { total: number }>("search", statement(schema), values),
      timing,
    );
    return {
      results: rows.map(({ total: _, ...hit }) => hit),
      total_count: rows[0]?.total ?? 0,
      project_id: projectId,
      database_name: schema,
      latency_ms: Math.round((performance.now() - begin) * 100) / 100,
    };
  } catch (error) {
    if (missing.has(sqlState(error) ?? "")) throw unknownProject(projectId);
    throw error;
  }
}

/** Ranks first and fetches the texts of the winners only. Normalisation 32 maps a rank to 0 to 1. */
function statement(schema: string): string {
  return `
    WITH hits AS (
      SELECT chunk_id, ts_rank(words, $1::tsquery, 32) AS score, count(*) OVER ()::int AS total
        FROM "${schema}".chunks
       WHERE words @@ $1::tsquery
         AND ($3::uuid IS NULL OR repository_id = $3)
         AND ($4::text IS NULL OR file_type = $4)
         AND ($5::text IS NULL OR starts_with(file_path, $5))
       ORDER BY score DESC, file_path, start_line, chunk_id
       LIMIT $2
    )
    SELECT chunk_id, file_path, content, start_line, end_line, score AS similarity_score,
           context_before, context_after, total
      FROM hits JOIN "${schema}".chunks USING (chunk_id)
     ORDER BY score DESC, file_path, start_line, chunk_id`;
}

function unknownProject(projectId: string): ServiceError {
  return new ServiceError(404, "project_not_found", `no project ${JSON.stringify(projectId)}`, {
    project_id: projectId,
  });
}
