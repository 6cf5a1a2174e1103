/** The reference codebase search server (contract C2): `node main.ts [--host H] [--port P]`. */
import type { AddressInfo } from "node:net";
import { connectDatabase } from "../service/database.ts";
import { createHttp } from "../service/http.ts";
import { openLog } from "../service/log.ts";
import { createMetrics } from "../service/metrics.ts";
import { type RunningService, runService } from "../service/run.ts";
import { readSettings } from "../service/settings.ts";
import { createIndexer } from "./indexing.ts";
import { addMcp } from "./mcp.ts";
import { addRoutes, type CodebaseService } from "./routes.ts";
import { createTables } from "./schema.ts";
import { search } from "./search.ts";

const version = "1.0.0";

async function start(): Promise<RunningService> {
  const beganAt = performance.now();
  const settings = readSettings(process.env, process.argv.slice(2), { port: 8020, store: "postgres" });
  const log = openLog(settings.logLevel, settings.logFile);
  const metrics = createMetrics("codebase_mcp");
  const searchLatency = metrics.histogram("search_latency_seconds", "Searches answered, over REST and MCP");

  const configuredAt = performance.now();
  const database = await connectDatabase(settings.databaseUrl, log, metrics);
  await database.use(createTables);
  const indexer = createIndexer(database, log, metrics);
  const service: CodebaseService = {
    database,
    indexer,
    async search(request, timing) {
      const answer = await search(database, request, timing);
      searchLatency.observe(answer.latency_ms / 1000);
      return answer;
    },
  };

  const storedAt = performance.now();
  const app = createHttp({ version, log, metrics, readStoreHealth: database.readHealth });
  addRoutes(app, service);
  addMcp(app, service, version, log);
  await app.listen({ host: settings.host, port: settings.port });
  await indexer.resume();
  const { address, port } = app.server.address() as AddressInfo; // a TCP server's address is never a string
  log("INFO", "server_started", {
    host: address,
    port,
    config_ms: Math.round(configuredAt - beganAt),
    store_ms: Math.round(storedAt - configuredAt),
    listen_ms: Math.round(performance.now() - storedAt),
  });
  return {
    log,
    async close() {
      await app.close();
      await indexer.stop();
      await database.close();
    },
    cut: () => app.server.closeAllConnections(),
  };
}

await runService(start);
