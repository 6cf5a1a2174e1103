/** What tests of the codebase server share: the server on an empty database, trees to index, jobs watched, its log, its database seen from outside. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { mountDisk } from "../lib/mounts.ts";
import { freePort } from "../lib/ports.ts";
import { createProcesses, type Processes, signalGroup } from "../lib/processes.ts";
import { waitFor } from "../lib/waiting.ts";
import { undo } from "../run/healing/undo.ts";
import { codebaseProcess } from "../stack/codebase-process.ts";
import { type GeneratedTree, generateTree } from "../stack/data/source-tree.ts";
import { trees } from "../stack/data/trees.ts";
import { startPostgres, tablesFolder } from "../stack/postgres.ts";
import { answersOk, type Service, startServer } from "../targets/readiness.ts";
import type { RunningDatabase } from "../targets/target.ts";
import { commandsBelow } from "./process-facts.ts";
import { type Answered, ask } from "./talk.ts";

interface LogLine {
  readonly level: string;
  readonly event: string;
  readonly context: Readonly<Record<string, unknown>>;
}

export interface CodebaseSession extends AsyncDisposable {
  readonly url: string;
  readonly folder: string;
  /** Others may be started beside it; all end with the session. */
  readonly processes: Processes;
  readonly server: Service;
  readonly database: RunningDatabase;
  search(body: object): Promise<Answered>;
  beginIndex(body: object): Promise<Answered>;
  job(id: string): Promise<Answered["body"]>;
  /** Resolves to the job when it has ended. */
  ended(id: string, withinMs?: number): Promise<Answered["body"]>;
  /** The lines of one event. */
  logged(event: string): LogLine[];
  /** The first files of one of the generated trees; removed with the session. */
  tree(name: keyof typeof trees, files: number): GeneratedTree;
  /** A connection beside the server's; ended with the session. */
  connect(): Promise<pg.Client>;
}

interface Disk {
  /** The database's tables lie on a disk of this size, which only root can make. */
  readonly diskMebibytes?: number;
}

export async function startCodebase({ diskMebibytes }: Disk = {}): Promise<CodebaseSession> {
  const folder = mkdtempSync(join(tmpdir(), "mesh-load-codebase-"));
  const processes = createProcesses(folder);
  const tables = tablesFolder(folder);
  const clients: pg.Client[] = [];
  const end = async (): Promise<void> => {
    for (const client of clients) await client.end();
    await processes[Symbol.asyncDispose]();
    if (diskMebibytes !== undefined) undo({ undo: "unmount", path: tables });
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const signal = AbortSignal.timeout(60_000);
    if (diskMebibytes !== undefined) {
      mkdirSync(tables, { mode: 0o700 });
      mountDisk(tables, diskMebibytes);
    }
    const database = await startPostgres({ processes, name: "postgres", dataDir: folder, signal });
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const spec = codebaseProcess({ port, databaseUrl: database.url, cwd: folder });
    const isReady = (): Promise<boolean> => answersOk(`${url}/health`);
    const { service } = await startServer(processes, spec, { deadlineMs: 15_000, signal, isReady });
    return sessionOn({ folder, processes, url, server: service, database, clients, end });
  } catch (error) {
    await end();
    throw error;
  }
}

interface Running extends Pick<CodebaseSession, "url" | "folder" | "processes" | "server" | "database"> {
  readonly clients: pg.Client[];
  end(): Promise<void>;
}

function sessionOn({ folder, processes, url, server, database, clients, end }: Running): CodebaseSession {
  const job: CodebaseSession["job"] = async (id) => (await ask(`${url}/mcp/index/${id}`)).body;
  return {
    url,
    folder,
    processes,
    server,
    database,
    search: (body) => ask(`${url}/mcp/search`, body),
    beginIndex: (body) => ask(`${url}/mcp/index`, body),
    job,
    ended: (id, withinMs) =>
      eventually(async () => {
        const found = await job(id);
        return found.status === "completed" || found.status === "failed" ? found : undefined;
      }, withinMs),
    logged(event) {
      const lines = readFileSync(join(folder, "codebase.log"), "utf8").trimEnd().split("\n");
      return lines.map((line) => JSON.parse(line) as LogLine).filter((line) => line.event === event);
    },
    tree: (name, files) => generateTree(join(folder, "trees"), { ...trees[name], files }),
    async connect() {
      const client = new pg.Client({ connectionString: database.url });
      client.on("error", () => {}); // tests kill its server
      clients.push(client);
      await client.connect();
      return client;
    },
    [Symbol.asyncDispose]: end,
  };
}

/** The first value that is not `undefined`; a test that never gets one fails. */
export async function eventually<T>(look: () => Promise<T | undefined> | T | undefined, withinMs = 15_000): Promise<T> {
  const value = await waitFor(look, { deadlineMs: withinMs, pollMs: 5 });
  if (value === undefined) throw new Error(`it did not happen within ${withinMs / 1000} s`);
  return value;
}

/** Kills a server at once. Resolves when it is gone. */
export async function killServer({ server }: Service): Promise<void> {
  server.isStopping = true;
  signalGroup(server.identity.pid, "SIGKILL");
  await server.exited;
}

/** Kills PostgreSQL's first process. Resolves when the others, which have sessions of their own, have noticed and left. */
export async function cutDatabase({ service }: RunningDatabase): Promise<void> {
  const { child, logPath } = service.server;
  await killServer(service);
  const folder = child.spawnargs[child.spawnargs.indexOf("-D") + 1] ?? logPath;
  await eventually(() => (commandsBelow(folder).length === 0 ? true : undefined));
}
