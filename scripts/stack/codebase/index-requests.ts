/** What a caller can ask about indexing, over REST and MCP alike: begin a job, look at one. */
import { z } from "zod";
import type { Database } from "../service/database.ts";
import { ServiceError } from "../service/errors.ts";
import type { Indexer } from "./indexing.ts";
import { describeJob, findJob } from "./jobs.ts";
import { defaultProjectId, projectIdPattern } from "./schema.ts";
import { isFolder } from "./tree.ts";

export const indexRequest = z.object({
  repo_path: z.string().min(1).describe("The absolute folder to index"),
  project_id: z.string().regex(projectIdPattern).default(defaultProjectId).describe("The project it belongs to"),
  force_reindex: z.boolean().default(false).describe("Index unchanged files again as well"),
});
export type IndexRequest = z.infer<typeof indexRequest>;

export const jobRequest = z.object({ job_id: z.string().describe("As told when the job was begun") });

const uuid = z.uuid();

/** Resolves once the job is stored; it is carried out in the background. */
export async function beginIndexing(indexer: Indexer, asked: IndexRequest): Promise<Record<string, unknown>> {
  if (!(await isFolder(asked.repo_path))) {
    const message = `repo_path ${JSON.stringify(asked.repo_path)} is no absolute folder that can be read`;
    throw new ServiceError(400, "invalid_path", message, { repo_path: asked.repo_path });
  }
  const job = await indexer.begin({
    projectId: asked.project_id,
    repoPath: asked.repo_path,
    forceReindex: asked.force_reindex,
  });
  return describeJob(job);
}

export async function readJob(database: Database, id: string): Promise<Record<string, unknown>> {
  const job = uuid.safeParse(id).success ? await findJob(database, id) : undefined;
  if (job === undefined) throw new ServiceError(404, "job_not_found", `no job ${JSON.stringify(id)}`, { job_id: id });
  return describeJob(job);
}
