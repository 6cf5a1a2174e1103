/** Checks of where a run stores: its results, what dead runs left there, and the database it is given. */
import { accessSync, constants, existsSync, statfsSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import pg from "pg";
import type { Settings } from "#contract/settings";
import { projectDir } from "../lib/paths.ts";
import { messageOf } from "../lib/problem.ts";
import { lookAtLeftovers } from "../run/healing/leftovers.ts";
import { deadRuns } from "../run/leftovers.ts";
import { bad, type Check, ok, warn } from "./check.ts";

export async function storeChecks({ RESULTS, DATABASE_URL }: Settings): Promise<readonly Check[]> {
  return [resultsCheck(RESULTS), deadRunsCheck(RESULTS), await databaseCheck(DATABASE_URL)];
}

const leastFreeMiB = 200;

function resultsCheck(root: string): Check {
  const path = resolve(projectDir, root);
  try {
    const folder = existsSync(path) ? path : dirname(path); // a run makes the last folder itself
    if (!statSync(folder).isDirectory()) throw new Error("it is a file");
    accessSync(folder, constants.W_OK | constants.X_OK);
    const { bavail, bsize } = statfsSync(folder);
    const freeMiB = Math.floor((bavail * bsize) / 2 ** 20);
    if (freeMiB >= leastFreeMiB) return ok("results", `${path} can be written, ${freeMiB} MiB are free`);
    return warn("results", {
      what: `${freeMiB} MiB are free for ${path}`,
      why: "logs and samples of a long run may not fit",
      fix: "make room, or give RESULTS=… another folder",
    });
  } catch (error) {
    return bad("results", {
      what: `results folder ${path} cannot be written: ${messageOf(error)}`,
      why: "a run without its files proves nothing",
      fix: "make the folder writable or give RESULTS=… another one",
    });
  }
}

function deadRunsCheck(root: string): Check {
  const folders = deadRuns(root);
  const left = folders.flatMap(lookAtLeftovers);
  if (left.length > 0) {
    return bad("dead runs", {
      what: left.join("; "),
      why: "it would disturb the next run, which is INVALID until it is gone",
      fix: "run `make heal`",
    });
  }
  return ok("dead runs", folders.length === 0 ? "none" : `${folders.length} left traces, which the next run clears`);
}

const answerWithinMs = 2000;

/** The server makes tables and schemas of its own. */
export async function databaseCheck(url: string | undefined): Promise<Check> {
  if (url === undefined) return ok("database", "a run starts its own");
  const { host } = new URL(url);
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: answerWithinMs,
    query_timeout: answerWithinMs,
  });
  client.on("error", () => {}); // told by the calls below as well
  try {
    await client.connect();
    const asked = "SELECT has_database_privilege(current_database(), 'CREATE') AS may, version() AS version";
    const [row] = (await client.query<{ may: boolean; version: string }>(asked)).rows;
    if (row?.may === true) return ok("database", `DATABASE_URL on ${host}: ${row.version.split(" on ", 1)[0]}`);
    return bad("database", {
      what: `the user of DATABASE_URL may not make schemas in the database on ${host}`,
      why: "the codebase server stores each project in one",
      fix: "GRANT CREATE ON DATABASE … TO that user",
    });
  } catch (error) {
    return bad("database", {
      what: `DATABASE_URL: the database on ${host} does not answer: ${reasonOf(error)}`,
      why: "the codebase target stores in it",
      fix: "start it, correct DATABASE_URL, or leave it out: a run then starts a database of its own",
    });
  } finally {
    await client.end().catch(() => {});
  }
}

/** Several failed addresses of one name come as an error without a message. */
function reasonOf(error: unknown): string {
  return messageOf(error) || ((error as NodeJS.ErrnoException).code ?? "no reason given");
}
