/** Index jobs as rows: begun, advanced by checkpoints, ended. What a job has done survives the server. */
import { randomUUID } from "node:crypto";
import type { Database, Row, Session } from "../service/database.ts";
import { isConnectionLoss, isDiskFull, isStatementTimeout, sqlState } from "../service/database-errors.ts";
import { ServiceError } from "../service/errors.ts";
import { createProject, schemaOf } from "./schema.ts";

export interface Job extends Row {
  readonly job_id: string;
  readonly project_id: string;
  readonly repo_path: string;
  readonly force_reindex: boolean;
  readonly status: "pending" | "running" | "completed" | "failed";
  readonly status_message: string;
  /** Files looked at, up to and with `last_path`, whether they had changed or not. */
  readonly files_done: number;
  readonly last_path: string;
  /** Files whose chunks this job wrote. */
  readonly files_indexed: number;
  readonly chunks_created: number;
  /** `files_done` when the job was last taken up again; 0 when it never was. */
  readonly resumed_from: number;
  readonly error_message: string | null;
  readonly created_at: Date;
  readonly started_at: Date | null;
  readonly completed_at: Date | null;
}

const alreadyThere = "23505"; // unique_violation

/** Makes the project too, so that it can be searched from now on. */
export async function createJob(
  database: Database,
  request: { readonly projectId: string; readonly repoPath: string; readonly forceReindex: boolean },
): Promise<Job> {
  const id = randomUUID();
  try {
    return await database.transact(async (session) => {
      // Run again after a commit whose answer was lost, it finds its own row.
      await session.query(
        "create_job",
        `INSERT INTO index_jobs (job_id, project_id, repo_path, force_reindex) VALUES ($1, $2, $3, $4)
           ON CONFLICT (job_id) DO NOTHING`,
        [id, request.projectId, request.repoPath, request.forceReindex],
      );
      await createProject(session, request.projectId);
      const [job] = await session.query<Job>("find_job", "SELECT * FROM index_jobs WHERE job_id = $1", [id]);
      if (job === undefined) throw new Error(`job ${id} was not stored`);
      return job;
    });
  } catch (error) {
    if (sqlState(error) !== alreadyThere) throw error;
    const message = `project ${request.projectId} is being indexed already`;
    throw new ServiceError(409, "job_running", message, { project_id: request.projectId });
  }
}

export async function findJob(database: Database, id: string): Promise<Job | undefined> {
  const [job] = await database.use((session) =>
    session.query<Job>("find_job", "SELECT * FROM index_jobs WHERE job_id = $1", [id]),
  );
  return job;
}

/** Jobs that an earlier server left unfinished, oldest first. */
export async function unfinishedJobs(database: Database): Promise<Job[]> {
  return database.use((session) =>
    session.query<Job>(
      "unfinished_jobs",
      "SELECT * FROM index_jobs WHERE status IN ('pending', 'running') ORDER BY created_at",
    ),
  );
}

/** Marks a job running. What an earlier attempt has committed is where this one goes on. */
export async function takeUpJob(database: Database, id: string): Promise<Job> {
  const [job] = await database.use((session) =>
    session.query<Job>(
      "take_up_job",
      `UPDATE index_jobs
          SET status = 'running', status_message = 'indexing', started_at = coalesce(started_at, now()),
              resumed_from = CASE WHEN started_at IS NULL THEN 0 ELSE files_done END
        WHERE job_id = $1 RETURNING *`,
      [id],
    ),
  );
  if (job === undefined) throw new Error(`job ${id} is gone`);
  return job;
}

/** Of the whole job, earlier attempts included. */
export interface Progress {
  readonly filesDone: number;
  readonly lastPath: string;
  readonly filesIndexed: number;
  readonly chunksCreated: number;
}

/** Part of the transaction that writes the files it counts. Totals, not additions: it may be repeated. */
export async function saveCheckpoint(session: Session, id: string, done: Progress): Promise<void> {
  await session.query(
    "checkpoint",
    "UPDATE index_jobs SET files_done = $2, last_path = $3, files_indexed = $4, chunks_created = $5 WHERE job_id = $1",
    [id, done.filesDone, done.lastPath, done.filesIndexed, done.chunksCreated],
  );
}

export async function endJob(session: Session, id: string, error?: Error): Promise<void> {
  await session.query(
    "end_job",
    `UPDATE index_jobs SET status = $2, status_message = $3, error_message = $4, completed_at = now() WHERE job_id = $1`,
    error === undefined ? [id, "completed", "done", null] : [id, "failed", "gave up", error.message],
  );
}

/** The row as the contract shows it. */
export function describeJob(job: Job): Record<string, unknown> {
  const { files_done: _done, last_path: _path, ...shown } = job;
  return { ...shown, message: job.status_message, database_name: schemaOf(job.project_id) };
}

/** Worth another try later, rather than the end of the job: the database is gone, busy or full, or a table is locked. */
export function isStoreAway(error: unknown): boolean {
  if (error instanceof ServiceError) return error.status === 503 || error.status === 507;
  return isConnectionLoss(error) || isStatementTimeout(error) || isDiskFull(error);
}
