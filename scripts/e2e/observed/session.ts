/** One server of a kind, its database behind a proxy, looked at from outside for as long as the session lasts. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { createProcesses } from "../../lib/processes.ts";
import { startToxiproxy, type TcpProxy, through } from "../../lib/toxiproxy.ts";
import { startProbe } from "../../run/probe/client.ts";
import { answersOk, startOnFreePort } from "../../targets/readiness.ts";
import { loadTargets, type RunningTarget } from "../../targets/target.ts";
import type { Answered } from "../talk.ts";
import type { Kind } from "./kinds.ts";
import { type LogLine, logLines } from "./log-lines.ts";
import { asJson, type Look, lookAt, looksAt } from "./looks.ts";

/** What a process of its own has seen: how long each answer took, for those asked for between two instants. */
type AnswersMs = (path: "/health" | "/metrics", fromMs: number, toMs: number) => readonly number[];

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
  readonly answersMs: AnswersMs;
  /** The same, seen by way of a proxy that holds each answer back for so long. */
  answersThrough(delayMs: number): Promise<Pick<Observed, "answersMs">>;
  log(): readonly LogLine[];
  logText(): string;
  /** Holds the table of the server's work until it is released. */
  lock(): Promise<{ release(): Promise<void> }>;
  /** Another one of its kind on the same database, looked at as this one is; it ends with the session. */
  beside(name: string, told: Told): Promise<Observed>;
}

/** What another one is told. */
interface Told {
  readonly environment?: Readonly<Record<string, string>>;
  /** Words of its database's address, such as `query_timeout=30000`: https://node-postgres.com/apis/client. */
  readonly database?: string;
}

/** Many more looks than the rows ask for, so that four seconds have the 200 samples of a p95. */
const probesPerSecond = 50;

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
    const work = await kind.worker(url, "observed");
    const watchFrom = async (base: string, name: string): Promise<AnswersMs> => {
      const probe = await startProbe(processes, {
        file: join(folder, `${name}.ndjson`),
        targets: ["/health", "/metrics"].map((path) => ({ name: path, url: base + path, headers: asJson })),
        ratePerSecond: probesPerSecond,
      });
      return (path, fromMs, toMs) =>
        probe
          .samples()
          .filter(({ target: asked, sentMs }) => asked === path && sentMs >= fromMs && sentMs < toMs)
          .map(({ ms, ok }) => (ok ? ms : Number.POSITIVE_INFINITY));
    };
    const readLog = (name: string): string => readFileSync(join(folder, `${name}.log`), "utf8");
    const seenAt = (own: string, name: string) => ({
      url: own,
      metrics: async () => (await lookAt(`${own}/metrics`)).body,
      health: looksAt(`${own}/health`, 5, stop.signal),
      metricLooks: looksAt(`${own}/metrics`, 1, stop.signal),
      logText: () => readLog(name),
      log: () => logLines(readLog(name)),
    });
    const observed: Observed = {
      kind,
      running,
      line,
      work,
      ...seenAt(url, kind.target),
      answersMs: await watchFrom(url, "probe"),
      async answersThrough(delayMs) {
        const name = `delay-${delayMs}`;
        const slow = await toxiproxy.proxy(name, new URL(url).host);
        await slow.add({ type: "latency", stream: "downstream", attributes: { latency: delayMs } });
        return { answersMs: await watchFrom(`http://${slow.address}`, name) };
      },
      async lock() {
        const client = new pg.Client({ connectionString: database?.url });
        client.on("error", () => {}); // a test that failed may leave it to the end of the database
        await client.connect();
        await client.query(`BEGIN; LOCK TABLE ${kind.table}`);
        return { release: () => client.end() };
      },
      async beside(name, { environment = {}, database: words = "" }) {
        const databaseUrl = [database?.url, ...(words === "" ? [] : [words])].join("?");
        const { port, service } = await startOnFreePort(
          processes,
          (own) => ({
            spec: { ...kind.process({ port: own, databaseUrl, cwd: dataDir, environment }), name },
            isReady: () => answersOk(`http://127.0.0.1:${own}/health`),
          }),
          { deadlineMs: 15_000, signal: AbortSignal.timeout(15_000) },
        );
        const own = `http://127.0.0.1:${port}`;
        return {
          ...observed,
          ...seenAt(own, name),
          work: await kind.worker(own, name),
          running: { ...running, url: own, service },
        };
      },
      [Symbol.asyncDispose]: end,
    };
    return observed;
  } catch (error) {
    await end();
    throw error;
  }
}
