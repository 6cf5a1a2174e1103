/** What tests of the codebase server share: the target running, trees to index, jobs watched, its log, its database seen from outside. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { signalGroup } from "../lib/processes.ts";
import { waitFor } from "../lib/waiting.ts";
import { type GeneratedTree, generateTree } from "../stack/data/source-tree.ts";
import { trees } from "../stack/data/trees.ts";
import type { Service } from "../targets/readiness.ts";
import type { RunningDatabase } from "../targets/target.ts";
import { commandsBelow } from "./process-facts.ts";
import { type Stack, startStack } from "./stack-session.ts";
import { type Answered, ask } from "./talk.ts";

interface LogLine {
  readonly level: string;
  readonly event: string;
  readonly context: Readonly<Record<string, unknown>>;
}

export interface CodebaseSession extends AsyncDisposable {
  readonly url: string;
  readonly server: Service;
  readonly database: RunningDatabase;
  search(body: object): Promise<Answered>;
  beginIndex(body: object): Promise<Answered>;
  job(id: string): Promise<Answered["body"]>;
  /** Resolves to the job when it has ended. */
  ended(id: string): Promise<Answered["body"]>;
  /** The lines of one event. */
  logged(event: string): LogLine[];
  /** The first files of one of the generated trees; removed with the session. */
  tree(name: keyof typeof trees, files: number): GeneratedTree;
  /** A connection beside the server's; ended with the session. */
  connect(): Promise<pg.Client>;
}

export async function startCodebase(): Promise<CodebaseSession> {
  const stack: Stack = await startStack(["codebase"]);
  const { url, service: server, database } = stack.target("codebase");
  if (database === undefined) throw new Error("the codebase target told no database");
  const clients: pg.Client[] = [];
  const job: CodebaseSession["job"] = async (id) => (await ask(`${url}/mcp/index/${id}`)).body;
  return {
    url,
    server,
    database,
    search: (body) => ask(`${url}/mcp/search`, body),
    beginIndex: (body) => ask(`${url}/mcp/index`, body),
    job,
    ended: (id) =>
      eventually(async () => {
        const found = await job(id);
        return found.status === "completed" || found.status === "failed" ? found : undefined;
      }),
    logged(event) {
      const lines = readFileSync(join(stack.folder, "codebase.log"), "utf8").trimEnd().split("\n");
      return lines.map((line) => JSON.parse(line) as LogLine).filter((line) => line.event === event);
    },
    tree: (name, files) => generateTree(join(stack.folder, "trees"), { ...trees[name], files }),
    async connect() {
      const client = new pg.Client({ connectionString: database.url });
      client.on("error", () => {}); // tests kill its server
      clients.push(client);
      await client.connect();
      return client;
    },
    async [Symbol.asyncDispose]() {
      for (const client of clients) await client.end();
      await stack[Symbol.asyncDispose]();
    },
  };
}

/** The first value that is not `undefined`; a test that never gets one fails. */
export async function eventually<T>(look: () => Promise<T | undefined> | T | undefined): Promise<T> {
  const value = await waitFor(look, { deadlineMs: 15_000, pollMs: 5 });
  if (value === undefined) throw new Error("it did not happen within 15 s");
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
