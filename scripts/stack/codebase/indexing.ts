/** Carries index jobs out in the background: from the last checkpoint, a hundred files a commit, again when the database comes back. */
import type { Counter, Histogram } from "prom-client";
import type { Database, Session } from "../service/database.ts";
import type { Log } from "../service/log.ts";
import type { Metrics } from "../service/metrics.ts";
import { addBatch, prepareBatch, readKnownFiles, removeFiles, type Totals, writeBatch } from "./batch.ts";
import { createJob, endJob, isStoreAway, type Job, takeUpJob, unfinishedJobs } from "./jobs.ts";
import { schemaOf } from "./schema.ts";
import { isFolder, listSources } from "./tree.ts";

export interface Indexer {
  /** Resolves once the job is stored; it is carried out after that. */
  begin(request: { projectId: string; repoPath: string; forceReindex: boolean }): Promise<Job>;
  /** Takes up what an earlier server left. */
  resume(): Promise<void>;
  /** Stops after the batch that is being written. */
  stop(): Promise<void>;
}

const filesPerCommit = 100;

export function createIndexer(database: Database, log: Log, metrics: Metrics): Indexer {
  const stopped = new AbortController();
  const running = new Set<Promise<void>>();
  const operations: Counter = metrics.counter("indexing_operations_total", "Index jobs carried out");
  const duration: Histogram = metrics.histogram(
    "indexing_duration_seconds",
    "From an index job's start to its end",
    [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120],
  );

  const carryOut = async (id: string): Promise<void> => {
    const begin = performance.now();
    let failure: Error | undefined;
    for (;;) {
      try {
        if (failure === undefined) await runJob(database, await takeUpJob(database, id), stopped.signal);
        else await database.use((session) => endJob(session, id, failure));
        break;
      } catch (error) {
        if (stopped.signal.aborted) return; // the next server goes on from the checkpoint
        if (isStoreAway(error)) {
          log("WARNING", "index_job_waits", { job_id: id });
          await database.untilConnected(stopped.signal);
        } else {
          if (failure !== undefined) throw error;
          failure = error instanceof Error ? error : new Error(String(error));
          log("ERROR", "index_job_failed", { job_id: id, reason: failure.message });
        }
      }
    }
    operations.inc();
    duration.observe((performance.now() - begin) / 1000);
  };
  const launch = (id: string): void => {
    const work = carryOut(id)
      .catch((error: unknown) => {
        // The row stays unfinished, and the next server takes it up.
        if (!stopped.signal.aborted) log("ERROR", "index_job_left", { job_id: id, reason: String(error) });
      })
      .finally(() => running.delete(work));
    running.add(work);
  };
  return {
    async begin(request) {
      const job = await createJob(database, request);
      launch(job.job_id);
      return job;
    },
    async resume() {
      for (const job of await unfinishedJobs(database)) launch(job.job_id);
    },
    async stop() {
      stopped.abort();
      await Promise.all(running);
    },
  };
}

/** Reads and cuts one batch while PostgreSQL stores the one before it. */
async function runJob(database: Database, job: Job, signal: AbortSignal): Promise<void> {
  const paths = await listSources(job.repo_path);
  const known = await readKnownFiles(database, job);
  const left = paths.slice(paths.findLastIndex((path) => path <= job.last_path) + 1);
  const prepare = (start: number): ReturnType<typeof prepareBatch> =>
    prepareBatch(job, left.slice(start, start + filesPerCommit), known, job.files_done + start);
  let totals: Totals = { filesIndexed: job.files_indexed, chunksCreated: job.chunks_created };
  let next = prepare(0);
  for (let start = 0; start < left.length; start += filesPerCommit) {
    signal.throwIfAborted();
    const batch = await next;
    next = prepare(start + filesPerCommit);
    if (!(await isFolder(job.repo_path))) throw new Error(`${job.repo_path} is gone`); // or its files would seem removed one by one
    totals = addBatch(totals, batch);
    await database.transact((session) => writeBatch(session, job, batch, known, totals));
  }
  const present = new Set(paths);
  const vanished = [...known.keys()].filter((path) => !present.has(path));
  for (let start = 0; start < vanished.length; start += filesPerCommit) {
    signal.throwIfAborted();
    await database.transact((session) => removeFiles(session, job, vanished.slice(start, start + filesPerCommit)));
  }
  await database.transact((session) => settle(session, schemaOf(job.project_id)));
  await database.use((session) => endJob(session, job.job_id));
}

/** Who searches after the job finds the index merged and the planner informed, rather than paying for both. */
async function settle(session: Session, schema: string): Promise<void> {
  await session.query("merge_index", `SELECT gin_clean_pending_list('"${schema}".chunks_by_word')`);
  await session.query("analyze_little", "SET LOCAL default_statistics_target = 10"); // 3000 rows tell enough
  await session.query("analyze", `ANALYZE "${schema}".chunks`);
}
