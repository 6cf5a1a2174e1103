/** A real agent: announces itself, serves an MCP tool, tells the truth about itself: `AGENT_ID=… node main.ts [--registry URL]`. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { openLog } from "../service/log.ts";
import { createMcpEndpoint } from "../service/mcp-endpoint.ts";
import { type RunningService, runService } from "../service/run.ts";
import { joinMesh, type Membership, reasonOf } from "./membership.ts";
import { createRegistryClient } from "./registry-client.ts";
import { type AgentSettings, readAgentSettings } from "./settings.ts";
import { createAgentServer } from "./tool.ts";

async function start(): Promise<RunningService> {
  const settings = readAgentSettings(process.env, process.argv.slice(2));
  const log = openLog("INFO", undefined);
  if (settings.configUrl !== undefined) await read(settings.configUrl);
  let membership: Membership | undefined;
  let isWarm = settings.warmupUrl === undefined;

  const endpoint = createMcpEndpoint(() =>
    createAgentServer({ id: settings.id, providers: () => membership?.standing.providers ?? [] }),
  );
  const server = createServer((request, response) => {
    response.once("close", () => {
      if (!server.listening) setImmediate(() => server.closeIdleConnections()); // the caller would keep it open
    });
    const path = (request.url ?? "/").split("?", 1)[0];
    if (path === "/mcp") {
      void endpoint.answer(request, response);
      return;
    }
    response.writeHead(path === "/health" ? 200 : 404, { "content-type": "application/json" });
    response.end(JSON.stringify(path === "/health" ? health(settings, isWarm, membership) : { error: "not_found" }));
  });
  const { promise: listening, resolve, reject } = Promise.withResolvers<void>();
  server.once("error", reject);
  server.listen({ host: settings.host, port: settings.port }, resolve);
  await listening;
  const { port } = server.address() as AddressInfo; // a TCP server's address is never a string
  log("INFO", "agent_started", { id: settings.id, port, pid: process.pid });

  const warmUp = async (url: string): Promise<void> => {
    try {
      await read(url);
      isWarm = true;
    } catch (error) {
      log("CRITICAL", "warmup_failed", { reason: reasonOf(error) });
      process.exit(1); // as a crash: it has no time to leave
    }
  };
  const { beatMs, registryUrl, warmupUrl } = settings;
  const onFirst = (): void => {
    if (warmupUrl !== undefined) void warmUp(warmupUrl);
  };
  if (registryUrl === undefined) onFirst();
  else membership = joinMesh({ client: createRegistryClient(registryUrl, settings), port, beatMs, log, onFirst });
  return {
    log,
    async close() {
      await membership?.leave(); // first, so that nobody is sent here any more
      const closed = new Promise((done) => server.close(done));
      server.closeIdleConnections();
      await closed; // before the endpoint, which would break off what it is at
      await endpoint.close();
    },
    cut: () => server.closeAllConnections(),
  };
}

/** What this agent needs from elsewhere before it can work; how long that takes is up to whoever answers. */
async function read(url: string): Promise<void> {
  const response = await fetch(url).catch((error: unknown) => {
    throw new Error(`${url} cannot be read: ${reasonOf(error)}`);
  });
  await response.arrayBuffer();
  if (response.status !== 200) throw new Error(`${url} cannot be read: status ${response.status}`);
}

/** Status 200 while it lives; `degraded` when it works alone or without some it depends on. */
function health({ id, registryUrl }: AgentSettings, isWarm: boolean, membership: Membership | undefined): object {
  const { registry, lastBeatAt, failedBeats, providers = [] } = membership?.standing ?? {};
  const isWhole =
    registryUrl === undefined || (registry === "connected" && providers.every(({ status }) => status === "available"));
  return {
    status: !isWarm ? "starting" : isWhole ? "healthy" : "degraded",
    id,
    pid: process.pid,
    registry: { url: registryUrl ?? null, status: registry, last_beat_at: lastBeatAt, failed_beats: failedBeats },
    dependencies: providers.map(({ capability, status, agent_id }) => ({ capability, status, agent_id })),
  };
}

await runService(start);
