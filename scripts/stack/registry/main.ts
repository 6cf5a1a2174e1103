/** The reference mesh registry (contract C1): `node main.ts [--host H] [--port P]`. */
import type { AddressInfo } from "node:net";
import type { ErrorEnvelope } from "../service/errors.ts";
import { createHttp } from "../service/http.ts";
import { openLog } from "../service/log.ts";
import { createMetrics } from "../service/metrics.ts";
import { type RunningService, runService } from "../service/run.ts";
import { readSettings } from "../service/settings.ts";
import { addProxy } from "./proxy.ts";
import { addRoutes } from "./routes.ts";
import { readUpkeep } from "./settings.ts";
import { openStore } from "./store.ts";
import { startUpkeep } from "./upkeep.ts";

const service = "mcp-mesh-registry";
const version = "1.0.0";
const endpoints = ["/health", "/heartbeat", "/agents", "/events", "/proxy", "/metrics", "/ping"];

const errorEnvelope: ErrorEnvelope = ({ message }) => ({ error: message, timestamp: new Date().toISOString() });

async function start(): Promise<RunningService> {
  const loadedAt = performance.now(); // from the process's first moment: Node's own start and loading the code
  const settings = readSettings(process.env, process.argv.slice(2), { port: 8000, store: "sqlite" });
  const upkeep = readUpkeep(process.env);
  const log = openLog(settings.logLevel, settings.logFile);
  const metrics = createMetrics("mesh_registry");

  const configuredAt = performance.now();
  const store = openStore(settings.databaseUrl, log, metrics);

  const storedAt = performance.now();
  const app = createHttp({
    version,
    log,
    metrics,
    readStoreHealth: store.readHealth,
    errorEnvelope,
    extendHealth(health, reply) {
      reply.headers({
        "x-health-status": health.status,
        "x-service-version": version,
        "x-uptime-seconds": Math.floor(health.uptime_seconds),
      });
      return { ...health, service };
    },
  });
  app.get("/", () => ({ service, status: "running", version, endpoints }));
  addRoutes(app, store, log);
  addProxy(app, store);
  await app.listen({ host: settings.host, port: settings.port });
  const stopUpkeep = startUpkeep(store, upkeep, log);
  const { address, port } = app.server.address() as AddressInfo; // a TCP server's address is never a string
  log("INFO", "server_started", {
    host: address,
    port,
    process_began_at: new Date(performance.timeOrigin).toISOString(),
    load_ms: Math.round(loadedAt),
    config_ms: Math.round(configuredAt - loadedAt),
    store_ms: Math.round(storedAt - configuredAt),
    listen_ms: Math.round(performance.now() - storedAt),
  });
  return {
    log,
    async close() {
      stopUpkeep();
      await app.close();
      store.close();
    },
    cut: () => app.server.closeAllConnections(),
  };
}

await runService(start);
