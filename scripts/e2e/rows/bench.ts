/** Where a row is proven: a registry of one kind and real agents, in a folder of the test's own. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { atExit } from "../../lib/at-exit.ts";
import { freePort } from "../../lib/ports.ts";
import { createProcesses, type OwnedProcess, type Processes, type ProcessSpec } from "../../lib/processes.ts";
import { mcpMeshProcess, mcpMeshUnavailable } from "../../stack/mcp-mesh-process.ts";
import { type RegistrySettings, registryProcess } from "../../stack/registry-process.ts";
import { answersOk, startServer } from "../../targets/readiness.ts";

type Environment = Readonly<Record<string, string>>;

/** The kinds of registry every row is asked of. */
export const registryKinds: Readonly<
  Record<string, { unavailable(): string | undefined; process(settings: RegistrySettings): ProcessSpec }>
> = {
  "mcp-mesh": { unavailable: mcpMeshUnavailable, process: mcpMeshProcess },
  "reference-registry": { unavailable: () => undefined, process: registryProcess },
};

export interface Running {
  readonly url: string;
  readonly port: number;
  readonly server: OwnedProcess;
  readonly readyMs: number;
}

interface AgentSketch {
  readonly id: string;
  readonly capability?: string;
  readonly needs?: readonly string[];
  readonly required?: readonly string[];
  readonly environment?: Environment;
}

interface RegistryPlace {
  readonly port?: number;
  readonly storePath?: string;
  /** Words of a command that starts it. */
  readonly through?: readonly string[];
}

export interface RowBench extends AsyncDisposable {
  readonly processes: Processes;
  readonly folder: string;
  /** Always on the same store; on another port each time unless one is given. Resolves when it is ready. */
  startRegistry(environment?: Environment, on?: RegistryPlace): Promise<Running>;
  /** Does not wait for anything. */
  spawnRegistry(settings: Pick<RegistrySettings, "port">): OwnedProcess;
  /** Resolves when it serves, announced or not. */
  startAgent(registryUrl: string, agent: AgentSketch): Promise<Running>;
  /** Does not wait for anything. */
  spawnAgent(registryUrl: string, agent: AgentSketch, port?: number): OwnedProcess;
}

const agentMain = fileURLToPath(new URL("../../stack/agent/main.ts", import.meta.url));
export const agentBeatSeconds = 0.25;

/** Disposing ends every process and removes the folder. */
export function createRowBench(kind: string): RowBench {
  const registry = registryKinds[kind];
  if (registry === undefined) throw new Error(`no registry called "${kind}"`);
  const folder = mkdtempSync(join(tmpdir(), "mesh-load-rows-"));
  const removeFolder = (): void => rmSync(folder, { recursive: true, force: true });
  const removedInTime = atExit(removeFolder);
  const processes = createProcesses(folder);
  const ready = async (spec: ProcessSpec, port: number): Promise<Running> => {
    const url = `http://127.0.0.1:${port}`;
    const { service, readyMs } = await startServer(processes, spec, {
      deadlineMs: 15_000,
      signal: AbortSignal.timeout(20_000),
      port,
      isReady: () => answersOk(`${url}/health`),
    });
    return { url, port, server: service.server, readyMs };
  };
  const store = join(folder, "registry.db");
  return {
    processes,
    folder,
    async startRegistry(environment = {}, { port, storePath = store, through = [] } = {}) {
      const own = port ?? (await freePort());
      return ready(startedThrough(through, registry.process({ port: own, storePath, environment })), own);
    },
    spawnRegistry: ({ port }) => processes.start(registry.process({ port, storePath: store })),
    async startAgent(registryUrl, agent) {
      const port = await freePort();
      return ready(agentProcess(registryUrl, agent, port), port);
    },
    spawnAgent: (registryUrl, agent, port = 0) => processes.start(agentProcess(registryUrl, agent, port)),
    async [Symbol.asyncDispose]() {
      await processes[Symbol.asyncDispose]();
      removeFolder();
      removedInTime();
    },
  };
}

function startedThrough([first, ...words]: readonly string[], spec: ProcessSpec): ProcessSpec {
  return first === undefined ? spec : { ...spec, command: first, args: [...words, spec.command, ...spec.args] };
}

function agentProcess(registryUrl: string, agent: AgentSketch, port: number): ProcessSpec {
  const { id, capability, needs = [], required = [], environment = {} } = agent;
  return {
    name: id,
    command: process.execPath,
    args: [agentMain],
    env: {
      AGENT_ID: id,
      ...(capability === undefined ? {} : { CAPABILITY: capability }),
      DEPENDENCIES: needs.join(","),
      REQUIRED_DEPENDENCIES: required.join(","),
      HEARTBEAT_SECONDS: String(agentBeatSeconds),
      MCP_MESH_REGISTRY_URL: registryUrl,
      PORT: String(port),
      ...environment,
    },
  };
}

export async function kill({ server }: Running): Promise<void> {
  process.kill(server.identity.pid, "SIGKILL");
  await server.exited;
}

interface LogLine {
  readonly event: string;
  readonly context: Readonly<Record<string, unknown>>;
}

/** The JSON lines of a process's log. */
export function logOf({ logPath }: OwnedProcess): readonly LogLine[] {
  const lines = readFileSync(logPath, "utf8").trimEnd().split("\n");
  return lines.filter((line) => line.startsWith("{")).map((line) => JSON.parse(line));
}
