/** How an agent talks to a registry: announce, beat, leave. Every request has a deadline. */
import type { AgentSettings } from "./settings.ts";

/** What a dependency came to. */
export interface Provider {
  readonly capability: string;
  readonly status: string;
  /** These three are empty while it is unresolved. */
  readonly agent_id: string;
  readonly endpoint: string;
  readonly function_name: string;
}

export type Announced = { readonly refused: string } | { readonly providers: readonly Provider[] };

type BeatWord = "unchanged" | "changed" | "gone";

export interface RegistryClient {
  /** Throws when the registry cannot be reached or answers something else than the contract. */
  announce(port: number): Promise<Announced>;
  beat(): Promise<BeatWord>;
  leave(): Promise<void>;
}

export const toolName = "work";

const timeoutMs = 2000;
const beatWords: { readonly [status: number]: BeatWord } = { 200: "unchanged", 202: "changed", 410: "gone" };

interface Answer {
  readonly status: "success" | "error";
  readonly message: string;
  readonly dependencies_resolved?: { readonly [tool: string]: readonly Provider[] };
}

export function createRegistryClient(settings: AgentSettings): RegistryClient {
  const { id, registryUrl } = settings;
  const send = (path: string, init: RequestInit): Promise<Response> =>
    fetch(`${registryUrl}${path}`, { ...init, signal: AbortSignal.timeout(timeoutMs) });
  return {
    async announce(port) {
      const response = await send("/heartbeat", {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(announcement(settings, port)),
      });
      if (response.status !== 200) throw new Error(`status ${response.status} instead of 200`);
      const { status, message, dependencies_resolved: resolved } = (await response.json()) as Answer;
      return status === "success" ? { providers: resolved?.[toolName] ?? [] } : { refused: message };
    },
    async beat() {
      const { status } = await send(`/heartbeat/${id}`, { method: "HEAD" });
      const word = beatWords[status];
      if (word === undefined) throw new Error(`status ${status} instead of 200, 202 or 410`);
      return word;
    },
    async leave() {
      const { status } = await send(`/agents/${id}`, { method: "DELETE" });
      if (status !== 204) throw new Error(`status ${status} instead of 204`);
    },
  };
}

function announcement({ id, name, capability, dependencies, host }: AgentSettings, port: number): object {
  return {
    agent_id: id,
    agent_type: "mcp_agent",
    runtime: "typescript",
    name,
    version: "1.0.0",
    http_host: host,
    http_port: port,
    namespace: "default",
    tools: [
      {
        function_name: toolName,
        capability,
        version: "1.0.0",
        tags: ["agent"],
        dependencies: dependencies.map((dependency) => ({ ...dependency, tags: [] })),
      },
    ],
  };
}
