/** One server of a kind, its database behind a proxy, looked at from outside for as long as the session lasts. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { createProcesses } from "../../lib/processes.ts";
import { epochMs, startSchedule } from "../../lib/schedule.ts";
import { startToxiproxy, type TcpProxy } from "../../lib/toxiproxy.ts";
import { startProbe } from "../../run/probe/client.ts";
import { answersOk, startServer } from "../../targets/readiness.ts";
import { loadTargets, type RunningTarget } from "../../targets/target.ts";
import { type Answered, ask } from "../talk.ts";
import type { Kind } from "./kinds.ts";
import { type LogLine, logLines } from "./log-lines.ts";

/** A look at /health or /metrics by the clock; `body` is `undefined` when nothing came back. */
export interface Look {
  readonly atMs: number;
  readonly status: number | undefined;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of any shape
  readonly body: any;
}

export interface Observed extends AsyncDisposable {
  readonly kind: Kind;
  readonly url: string;
  readonly running: RunningTarget;
  /** Between the server and its database. */
  readonly line: TcpProxy;
  /** A request that needs the database. */
  work(): Promise<Answered>;
  metrics(): Promise<Answered["body"]>;
  /** Looks at /health 5 times and at /metrics once a second, in the JSON form, since the session began. */
  readonly health: readonly Look[];
  readonly metricLooks: readonly Look[];
  /** How long each answer took, seen by a process of its own, between two instants. */
  answersMs(path: "/health" | "/metrics", fromMs: number, toMs: number): readonly number[];
  log(): readonly LogLine[];
  logText(name?: string): string;
  /** Holds the table of the server's work until it is released. */
  lock(): Promise<{ release(): Promise<void> }>;
  /** Starts a server in the place of the one that was killed, which logs errors only. */
  startQuiet(): Promise<void>;
}

/** Many more looks than the rows ask for, so that four seconds have the 200 samples of a p95. */
const probesPerSecond = 50;

const asJson = { accept: "application/json" } as const;

export async function startObserved(kind: Kind): Promise<Observed> {
  const folder = mkdtempSync(join(tmpdir(), "mesh-load-observed-"));
  const processes = createProcesses(folder);
  const stop = new AbortController();
  const end = async (): Promise<void> => {
    stop.abort();
    await processes[Symbol.asyncDispose]();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const signal = AbortSignal.timeout(60_000);
    const toxiproxy = await startToxiproxy(processes, signal);
    const dataDir = join(folder, "data");
    mkdirSync(dataDir, { mode: 0o700 });
    let line: TcpProxy | undefined;
    const databaseVia = async (url: string): Promise<string> => {
      line = await toxiproxy.proxy("database", new URL(url).host);
      return through(url, line);
    };
    const target = (await loadTargets()).find(({ name }) => name === kind.target);
    const running = await target?.start({ processes, dataDir, signal, databaseVia });
    if (running === undefined || line === undefined) throw new Error(`${kind.target} has no database of its own`);
    const { url, database } = running;
    const work = await kind.worker(url);
    const probe = await startProbe(processes, {
      file: join(folder, "probe.ndjson"),
      targets: ["/health", "/metrics"].map((path) => ({ name: path, url: url + path, headers: asJson })),
      ratePerSecond: probesPerSecond,
    });
    const logText = (name: string = kind.target): string => readFileSync(join(folder, `${name}.log`), "utf8");
    return {
      kind,
      url,
      running,
      line,
      work,
      metrics: async () => (await lookAt(`${url}/metrics`)).body,
      health: looksAt(`${url}/health`, 5, stop.signal),
      metricLooks: looksAt(`${url}/metrics`, 1, stop.signal),
      answersMs: (path, fromMs, toMs) =>
        probe
          .samples()
          .filter(({ target: asked, sentMs }) => asked === path && sentMs >= fromMs && sentMs < toMs)
          .map(({ ms, ok }) => (ok ? ms : Number.POSITIVE_INFINITY)),
      logText,
      log: () => logLines(logText()),
      async lock() {
        const client = new pg.Client({ connectionString: database?.url });
        client.on("error", () => {}); // a test that failed may leave it to the end of the database
        await client.connect();
        await client.query(`BEGIN; LOCK TABLE ${kind.table}`);
        return { release: () => client.end() };
      },
      async startQuiet() {
        const spec = kind.quiet({ port: Number(new URL(url).port), databaseUrl: database?.url ?? "", cwd: dataDir });
        const isReady = (): Promise<boolean> => answersOk(`${url}/health`);
        await startServer(processes, spec, { deadlineMs: 15_000, signal: AbortSignal.timeout(15_000), isReady });
      },
      [Symbol.asyncDispose]: end,
    };
  } catch (error) {
    await end();
    throw error;
  }
}

function through(url: string, { address }: TcpProxy): string {
  const other = new URL(url);
  other.host = address;
  return other.href;
}

/** Goes on by itself: a look that is not answered does not keep the next one from being sent. */
function looksAt(url: string, ratePerSecond: number, signal: AbortSignal): readonly Look[] {
  const looks: Look[] = [];
  const schedule = startSchedule({ periodMs: 1000 / ratePerSecond, keepsAlive: false }, () => {
    void lookAt(url).then((look) => {
      if (!signal.aborted) looks.push(look);
    });
  });
  signal.addEventListener("abort", () => schedule.stop(), { once: true });
  return looks;
}

async function lookAt(url: string): Promise<Look> {
  const atMs = epochMs();
  const answered = await ask(url, undefined, asJson).catch(() => undefined);
  return { atMs, status: answered?.status, body: answered?.body };
}
