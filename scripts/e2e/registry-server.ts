/** Starts reference registries on a folder of the test's own, as often as it wants. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "../lib/ports.ts";
import { createProcesses, type OwnedProcess, type Processes } from "../lib/processes.ts";
import { registryProcess } from "../stack/registry-process.ts";
import { answersOk, startServer } from "../targets/readiness.ts";
import { type Answered, ask } from "./talk.ts";

interface Registry {
  readonly url: string;
  readonly port: number;
  readonly server: OwnedProcess;
  readonly readyMs: number;
}

export interface RegistryBench extends AsyncDisposable {
  readonly processes: Processes;
  readonly folder: string;
  readonly storePath: string;
  /** Resolves when it is ready; each one uses the same store. */
  start(environment?: Readonly<Record<string, string>>): Promise<Registry>;
}

/** Disposing ends every process and removes the folder. */
export function createRegistryBench(): RegistryBench {
  const folder = mkdtempSync(join(tmpdir(), "mesh-load-registry-"));
  const processes = createProcesses(folder);
  const storePath = join(folder, "registry.db");
  return {
    processes,
    folder,
    storePath,
    async start(environment = {}) {
      const port = await freePort();
      const url = `http://127.0.0.1:${port}`;
      const { service, readyMs } = await startServer(processes, registryProcess({ port, storePath, environment }), {
        deadlineMs: 10_000,
        signal: AbortSignal.timeout(20_000),
        isReady: () => answersOk(`${url}/health`),
      });
      return { url, port, server: service.server, readyMs };
    },
    async [Symbol.asyncDispose]() {
      await processes[Symbol.asyncDispose]();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

interface DependencySketch {
  readonly capability: string;
  readonly tags?: readonly (string | readonly string[])[];
  readonly version?: string;
  readonly namespace?: string;
  readonly required?: boolean;
}

export interface AgentSketch {
  readonly id: string;
  readonly capability?: string;
  readonly version?: string;
  readonly tags?: readonly string[];
  readonly namespace?: string;
  readonly port?: number;
  readonly needs?: readonly DependencySketch[];
}

/** An announcement of an agent with one tool called `work`. */
export function announcement({ id, needs = [], ...more }: AgentSketch): Record<string, unknown> {
  const { capability = `${id}-service`, version = "1.0.0", tags = [], namespace = "default", port = 9101 } = more;
  return {
    agent_id: id,
    agent_type: "mcp_agent",
    runtime: "typescript",
    name: id,
    version: "1.0.0",
    http_host: "127.0.0.1",
    http_port: port,
    namespace,
    tools: [{ function_name: "work", capability, version, tags, dependencies: needs }],
  };
}

export function announce(url: string, agent: AgentSketch): Promise<Answered> {
  return ask(`${url}/heartbeat`, announcement(agent));
}

/** The status of a beat. */
export async function beat(url: string, id: string): Promise<number> {
  return (await ask(`${url}/heartbeat/${id}`, undefined, {}, "HEAD")).status;
}

/** Status of each listed agent by id. */
export async function statuses(url: string): Promise<Readonly<Record<string, string>>> {
  const { body } = await ask(`${url}/agents`);
  const agents: readonly { id: string; status: string }[] = body.agents ?? [];
  return Object.fromEntries(agents.map(({ id, status }) => [id, status]));
}
