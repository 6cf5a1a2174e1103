/** The REST routes of the codebase server (contract C2). */
import type { FastifyInstance } from "fastify";
import { z } from "zod";
import type { Database } from "../service/database.ts";
import { ServiceError } from "../service/errors.ts";
import type { Timing } from "../service/http.ts";
import type { Indexer } from "./indexing.ts";
import { describeJob, findJob } from "./jobs.ts";
import { defaultProjectId, projectIdPattern } from "./schema.ts";
import { type SearchAnswer, type SearchRequest, searchRequest } from "./search.ts";
import { isFolder } from "./tree.ts";

export interface CodebaseService {
  readonly database: Database;
  readonly indexer: Indexer;
  search(request: SearchRequest, timing?: Timing): Promise<SearchAnswer>;
}

const indexRequest = z.object({
  repo_path: z.string().min(1),
  project_id: z.string().regex(projectIdPattern).default(defaultProjectId),
  force_reindex: z.boolean().default(false),
});
const uuid = z.uuid();

export function addRoutes(app: FastifyInstance, { database, indexer, search }: CodebaseService): void {
  for (const url of ["/mcp/search", "/search"]) {
    app.post(url, (request) => search(parse(searchRequest, request.body), request.timing));
  }
  app.post("/mcp/index", async (request, reply) => {
    const asked = parse(indexRequest, request.body);
    if (!(await isFolder(asked.repo_path))) {
      throw new ServiceError(400, "invalid_path", `repo_path ${JSON.stringify(asked.repo_path)} is no absolute folder`);
    }
    const job = await indexer.begin({
      projectId: asked.project_id,
      repoPath: asked.repo_path,
      forceReindex: asked.force_reindex,
    });
    return reply.code(202).send(describeJob(job));
  });
  app.get<{ Params: { id: string } }>("/mcp/index/:id", async ({ params: { id } }) => {
    const job = uuid.safeParse(id).success ? await findJob(database, id) : undefined;
    if (job === undefined) throw new ServiceError(404, "job_not_found", `no job ${JSON.stringify(id)}`);
    return describeJob(job);
  });
}

/** 400 with every mistake in `details`. */
function parse<T>(schema: z.ZodType<T>, body: unknown): T {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => ({ field: path.join("."), message }));
  const message = problems.map((problem) => `${problem.field || "body"}: ${problem.message}`).join("; ");
  throw new ServiceError(400, "invalid_request", message, { problems });
}
