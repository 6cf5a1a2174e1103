/** The tables of the codebase server: jobs for all, and a schema per project that holds its files and chunks. A chunk is also found without knowing its project. */
import type { Session } from "../service/database.ts";

export const defaultProjectId = "default";
export const projectIdPattern = /^[a-z0-9][a-z0-9_-]{0,47}$/;

const schemaPrefix = "project_";

/** The schema of a project, which the contract calls its database. The pattern makes quoting enough. */
export function schemaOf(projectId: string): string {
  return `${schemaPrefix}${projectId}`;
}

export function projectOf(schema: string): string {
  return schema.slice(schemaPrefix.length);
}

export async function createTables(session: Session): Promise<void> {
  await session.query(
    "create_job_table",
    `CREATE TABLE IF NOT EXISTS index_jobs (
       job_id uuid PRIMARY KEY,
       project_id text NOT NULL,
       repo_path text NOT NULL,
       force_reindex boolean NOT NULL,
       status text NOT NULL DEFAULT 'pending',
       status_message text NOT NULL DEFAULT 'waiting to start',
       files_done integer NOT NULL DEFAULT 0,
       last_path text NOT NULL DEFAULT '',
       files_indexed integer NOT NULL DEFAULT 0,
       chunks_created integer NOT NULL DEFAULT 0,
       resumed_from integer NOT NULL DEFAULT 0,
       error_message text,
       created_at timestamptz NOT NULL DEFAULT now(),
       started_at timestamptz,
       completed_at timestamptz
     )`,
  );
  // One unfinished job a project; the database decides, whatever runs at once.
  await session.query(
    "create_job_index",
    `CREATE UNIQUE INDEX IF NOT EXISTS one_unfinished_job ON index_jobs (project_id)
       WHERE status IN ('pending', 'running')`,
  );
  // Holds nothing itself. Every project's table inherits from it, so that asking it is asking all of them.
  // Words stay in their row and nothing is compressed: ranking reads the words of every hit.
  await session.query(
    "create_every_chunk",
    `CREATE TABLE IF NOT EXISTS every_chunk (
       chunk_id uuid NOT NULL,
       repository_id uuid NOT NULL,
       file_path text COLLATE "C" NOT NULL,
       file_type text NOT NULL,
       start_line integer NOT NULL,
       end_line integer NOT NULL,
       content text STORAGE EXTERNAL NOT NULL,
       context_before text NOT NULL,
       context_after text NOT NULL,
       words tsvector STORAGE MAIN NOT NULL
     )`,
  );
}

/** Safe to repeat, within a transaction. */
export async function createProject(session: Session, projectId: string): Promise<void> {
  const schema = schemaOf(projectId);
  const [found] = await session.query<{ there: boolean }>(
    "find_project",
    "SELECT to_regclass($1) IS NOT NULL AS there",
    [`"${schema}".chunks`],
  );
  if (found?.there === true) return; // asked for again, its tables would be locked
  await session.query(
    "create_project",
    `CREATE SCHEMA IF NOT EXISTS "${schema}";
     CREATE TABLE IF NOT EXISTS "${schema}".files (
       repository_id uuid NOT NULL,
       file_path text COLLATE "C" NOT NULL,
       content_hash text NOT NULL,
       PRIMARY KEY (repository_id, file_path)
     );
     CREATE TABLE IF NOT EXISTS "${schema}".chunks (PRIMARY KEY (chunk_id)) INHERITS (every_chunk);
     CREATE INDEX IF NOT EXISTS chunks_by_word ON "${schema}".chunks USING gin (words);
     CREATE INDEX IF NOT EXISTS chunks_by_file ON "${schema}".chunks (repository_id, file_path);`,
  );
}
