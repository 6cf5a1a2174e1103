/** A hundred files on their way into the store: read and cut first, then written in one transaction with the checkpoint. */
import { hash } from "node:crypto";
import { join } from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import type { Database, Session } from "../service/database.ts";
import { type Chunk, chunksOf, nameUuid } from "./chunks.ts";
import { type Job, saveCheckpoint } from "./jobs.ts";
import { schemaOf } from "./schema.ts";
import { fileType, readSource } from "./tree.ts";
import { toTsvector } from "./words.ts";

interface PreparedFile {
  readonly path: string;
  readonly contentHash: string;
  readonly chunks: readonly (Chunk & { readonly words: string })[];
}

export interface PreparedBatch {
  /** Only the changed ones. */
  readonly files: readonly PreparedFile[];
  /** Held by the store, and no longer there to be read as source. */
  readonly gone: readonly string[];
  readonly filesDone: number;
  readonly lastPath: string;
}

function repositoryIdOf(repoPath: string): string {
  return nameUuid(`repository\0${repoPath}`);
}

/** Content hashes of what the store holds of a repository, by path. */
export type KnownFiles = ReadonlyMap<string, string>;

export async function readKnownFiles(database: Database, job: Job): Promise<KnownFiles> {
  const rows = await database.use((session) =>
    session.query<{ file_path: string; content_hash: string }>(
      "known_files",
      `SELECT file_path, content_hash FROM "${schemaOf(job.project_id)}".files WHERE repository_id = $1`,
      [repositoryIdOf(job.repo_path)],
    ),
  );
  return new Map(rows.map((row) => [row.file_path, row.content_hash]));
}

export async function prepareBatch(
  job: Job,
  paths: readonly string[],
  known: KnownFiles,
  doneBefore: number,
): Promise<PreparedBatch> {
  const files: PreparedFile[] = [];
  const gone: string[] = [];
  const texts = await Promise.all(paths.map((path) => readSource(join(job.repo_path, path))));
  for (const [index, path] of paths.entries()) {
    const text = texts[index];
    if (text === undefined) {
      if (known.has(path)) gone.push(path);
      continue;
    }
    await nextTurn(); // requests are answered between two files
    const contentHash = hash("sha1", text, "hex");
    if (!job.force_reindex && known.get(path) === contentHash) continue;
    const chunks = chunksOf({ projectId: job.project_id, path: join(job.repo_path, path), text }).map((chunk) => ({
      ...chunk,
      words: toTsvector(chunk.content),
    }));
    files.push({ path, contentHash, chunks });
  }
  return { files, gone, filesDone: doneBefore + paths.length, lastPath: paths.at(-1) ?? job.last_path };
}

/** What a job has written, from its begin. */
export interface Totals {
  readonly filesIndexed: number;
  readonly chunksCreated: number;
}

export function addBatch(totals: Totals, { files }: PreparedBatch): Totals {
  return {
    filesIndexed: totals.filesIndexed + files.length,
    chunksCreated: totals.chunksCreated + files.reduce((sum, { chunks }) => sum + chunks.length, 0),
  };
}

/** Safe to repeat when its outcome is not known. `totals` are those with this batch. */
export async function writeBatch(
  session: Session,
  job: Job,
  batch: PreparedBatch,
  known: KnownFiles,
  totals: Totals,
): Promise<void> {
  const schema = schemaOf(job.project_id);
  const repositoryId = repositoryIdOf(job.repo_path);
  const { files, gone } = batch;
  const stale = [...gone, ...files.filter(({ path }) => known.has(path)).map(({ path }) => path)];
  if (stale.length > 0) await removeFiles(session, job, stale);
  const rows = files.flatMap((file) => file.chunks.map((chunk) => ({ path: file.path, ...chunk })));
  await session.query(
    "write_files",
    `INSERT INTO "${schema}".files SELECT $1, * FROM unnest($2::text[], $3::text[])
       ON CONFLICT (repository_id, file_path) DO UPDATE SET content_hash = excluded.content_hash`,
    [repositoryId, files.map(({ path }) => path), files.map(({ contentHash }) => contentHash)],
  );
  await session.query(
    "write_chunks",
    `INSERT INTO "${schema}".chunks
       SELECT id, $1, path, type, first, last, content, before, after, words::tsvector
         FROM unnest($2::uuid[], $3::text[], $4::text[], $5::int[], $6::int[], $7::text[], $8::text[], $9::text[], $10::text[])
           AS new (id, path, type, first, last, content, before, after, words)
       ON CONFLICT (chunk_id) DO NOTHING`,
    [
      repositoryId,
      rows.map(({ id }) => id),
      rows.map(({ path }) => path),
      rows.map(({ path }) => fileType(path)),
      rows.map(({ startLine }) => startLine),
      rows.map(({ endLine }) => endLine),
      rows.map(({ content }) => content),
      rows.map(({ contextBefore }) => contextBefore),
      rows.map(({ contextAfter }) => contextAfter),
      rows.map(({ words }) => words),
    ],
  );
  await saveCheckpoint(session, job.job_id, {
    filesDone: batch.filesDone,
    lastPath: batch.lastPath,
    ...totals,
  });
}

export async function removeFiles(session: Session, job: Job, paths: readonly string[]): Promise<void> {
  const values = [repositoryIdOf(job.repo_path), paths];
  for (const table of ["chunks", "files"] as const) {
    const text = `DELETE FROM "${schemaOf(job.project_id)}".${table} WHERE repository_id = $1 AND file_path = ANY ($2)`;
    await session.query(`remove_${table}`, text, values);
  }
}
