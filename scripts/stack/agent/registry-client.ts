/** How an agent talks to a registry: announce, beat, leave. Every request has a deadline. */
import { request } from "node:http";
import { text } from "node:stream/consumers";
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

export function createRegistryClient(registryUrl: string, settings: AgentSettings): RegistryClient {
  const { id } = settings;
  const send = (method: string, path: string, body?: object): Promise<Reply> =>
    exchange(method, new URL(`${registryUrl}${path}`), body === undefined ? "" : JSON.stringify(body));
  return {
    async announce(port) {
      const reply = await send("POST", "/heartbeat", announcement(settings, port));
      if (reply.status !== 200) throw new Error(`status ${reply.status} instead of 200`);
      const { status, message, dependencies_resolved: resolved } = JSON.parse(reply.body) as Answer;
      return status === "success" ? { providers: resolved?.[toolName] ?? [] } : { refused: message };
    },
    async beat() {
      const { status = 0 } = await send("HEAD", `/heartbeat/${id}`);
      const word = beatWords[status];
      if (word === undefined) throw new Error(`status ${status} instead of 200, 202 or 410`);
      return word;
    },
    async leave() {
      const { status } = await send("DELETE", `/agents/${id}`);
      if (status !== 204) throw new Error(`status ${status} instead of 204`);
    },
  };
}

interface Reply {
  readonly status: number | undefined;
  readonly body: string;
}

/** By node:http, which the agent has loaded to serve: fetch would cost it 14 MB more. */
async function exchange(method: string, url: URL, sent: string): Promise<Reply> {
  const headers = sent === "" ? {} : { "content-type": "application/json", "content-length": Buffer.byteLength(sent) };
  const { promise, resolve, reject } = Promise.withResolvers<Reply>();
  const outgoing = request(url, { method, headers, signal: AbortSignal.timeout(timeoutMs) }, (response) => {
    text(response).then((body) => resolve({ status: response.statusCode, body }), reject);
  });
  outgoing.once("error", reject);
  outgoing.end(sent);
  return promise;
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
