/** Starts the PostgreSQL that npm installed, for one run: on loopback, behind a password nobody else knows. */
import { randomBytes } from "node:crypto";
import { chownSync, cpSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { Problem } from "../lib/problem.ts";
import { describeExit, lastLogLines, type OwnedProcess, type Processes } from "../lib/processes.ts";
import { startOnFreePort } from "../targets/readiness.ts";
import type { RunningDatabase } from "../targets/target.ts";
import { findPostgres } from "./postgres-binaries.ts";
import { isTraversable, openForStrangers, strangerId } from "./traversable.ts";

export interface PostgresContext {
  readonly processes: Processes;
  /** Names its processes and log files. */
  readonly name: string;
  /** Gets the cluster; nobody else's data may be in it. */
  readonly dataDir: string;
  readonly signal: AbortSignal;
}

/** Where the tables of a database lie that is to run out of room; its log of changes and all else stays where there is enough. */
export function tablesFolder(dataDir: string): string {
  return join(dataDir, "tables");
}

/** PostgreSQL refuses to run as root; an ordinary user runs it as itself. */
const needsStranger = process.getuid?.() === 0;

export async function startPostgres(context: PostgresContext): Promise<RunningDatabase> {
  const { processes, name, dataDir, signal } = context;
  const home = join(dataDir, "postgres");
  mkdirSync(home, { mode: 0o700 });
  const binaries = placeBinaries(dataDir);
  const password = randomBytes(16).toString("hex");
  const passwordFile = join(home, "password");
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (needsStranger) {
    openForStrangers(dataDir);
    for (const path of [home, passwordFile]) chownSync(path, strangerId, strangerId);
  }
  const user = needsStranger ? { userId: strangerId } : {};
  const cluster = join(home, "cluster");

  const initArgs = ["--pgdata", cluster, "--username=postgres", "--auth=scram-sha-256", `--pwfile=${passwordFile}`];
  const layoutArgs = ["--encoding=UTF8", "--no-locale", "--no-sync", "--no-instructions"];
  const init = processes.start({
    ...user,
    name: `${name}-init`,
    command: join(binaries, "bin", "initdb"),
    args: [...initArgs, ...layoutArgs],
    cwd: home,
  });
  init.isStopping = true; // its end is no surprise
  await ended(init, signal);

  const urlOn = (port: number): string => `postgres://postgres:${password}@127.0.0.1:${port}/postgres`;
  const set = Object.entries(settings).flatMap(([key, value]) => ["-c", `${key}=${value}`]);
  const { port, ...started } = await startOnFreePort(
    processes,
    (own) => ({
      spec: {
        ...user,
        name,
        command: join(binaries, "bin", "postgres"),
        args: ["-D", cluster, "-p", String(own), ...set],
        cwd: home,
        stopSignal: "SIGINT", // fast shutdown; SIGTERM would wait for every client to leave
      },
      isReady: () => answersSelect(urlOn(own)),
    }),
    { deadlineMs: 30_000, signal },
  );
  const url = urlOn(port);
  const tablesDir = tablesFolder(dataDir);
  if (!existsSync(tablesDir)) return { url, clusterDir: cluster, ...started };
  if (needsStranger) chownSync(tablesDir, strangerId, strangerId);
  await useTablespace(url, tablesDir);
  return { url, clusterDir: cluster, tablesDir, ...started };
}

const settings = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  // The data lives as long as the run. A killed server still keeps what it committed; only a power cut would lose it.
  fsync: "off",
  full_page_writes: "off",
  max_connections: "40",
  // What it shares between its processes lies with its data, and is gone with it even when it is killed.
  dynamic_shared_memory_type: "mmap",
  // Workers for one query would take the core that the generator measures on.
  max_parallel_workers_per_gather: "0",
} as const;

/** Where the binaries can be run from by the user that will run them. */
function placeBinaries(dataDir: string): string {
  const installed = findPostgres();
  if (!needsStranger || isTraversable(installed)) return installed;
  const copy = join(dataDir, "postgres-binaries");
  cpSync(installed, copy, { recursive: true, verbatimSymlinks: true });
  return copy;
}

async function ended(init: OwnedProcess, signal: AbortSignal): Promise<void> {
  const exit = await init.exited;
  signal.throwIfAborted();
  if (exit.code === 0) return;
  throw new Problem("broken", {
    what: `initdb could not make a database: ${describeExit(exit)}`,
    why: `the search system stores what it indexes there; initdb said\n${lastLogLines(init)}`,
    fix: `read ${init.logPath}; as root, TMPDIR must be a folder that every user can reach`,
  });
}

/** For all tables to come: https://www.postgresql.org/docs/current/manage-ag-tablespaces.html */
async function useTablespace(url: string, path: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 1000, query_timeout: 5000 });
  await client.connect();
  try {
    await client.query(`CREATE TABLESPACE own_disk LOCATION ${client.escapeLiteral(path)}`);
    await client.query("ALTER DATABASE postgres SET default_tablespace = own_disk"); // for every connection after this one
  } finally {
    await client.end();
  }
}

async function answersSelect(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 1000, query_timeout: 1000 });
  client.on("error", () => {}); // told by the calls below as well
  try {
    await client.connect();
    await client.query("SELECT 1");
    return true;
  } catch {
    return false; // not listening yet, or still starting up
  } finally {
    await client.end().catch(() => {});
  }
}
