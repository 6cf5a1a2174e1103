/** What an agent is told at its start: environment, and the flags of the same names, which win. */
import { parseArgs } from "node:util";

export interface AgentSettings {
  readonly id: string;
  readonly name: string;
  /** What it offers. */
  readonly capability: string;
  /** What it needs of others; required ones may not close a circle. */
  readonly dependencies: readonly { readonly capability: string; readonly required: boolean }[];
  readonly beatMs: number;
  /** `undefined` when it is to stay out of the mesh: it serves, and announces itself to nobody. */
  readonly registryUrl: string | undefined;
  readonly host: string;
  /** 0 lets the OS pick. */
  readonly port: number;
  /** Read before it serves and announces itself: without an answer it cannot begin. */
  readonly configUrl: string | undefined;
  /** Read after it has announced itself: without an answer it cannot go on. */
  readonly warmupUrl: string | undefined;
}

const options = {
  id: { type: "string" },
  name: { type: "string" },
  capability: { type: "string" },
  dependencies: { type: "string" },
  required: { type: "string" },
  heartbeat: { type: "string" },
  registry: { type: "string" },
  host: { type: "string" },
  port: { type: "string" },
  config: { type: "string" },
  warmup: { type: "string" },
} as const;

/** Throws an Error whose message is one line naming the setting and the value found. */
export function readAgentSettings(environment: NodeJS.ProcessEnv, args: readonly string[]): AgentSettings {
  const { values: flags } = parseArgs({ args: [...args], options });
  const id = flags.id ?? environment.AGENT_ID ?? "";
  if (id === "") throw new Error("AGENT_ID is not given: an agent without an id cannot announce itself");
  const needs = (text: string | undefined, required: boolean): AgentSettings["dependencies"] =>
    (text ?? "")
      .split(",")
      .map((capability) => capability.trim())
      .filter((capability) => capability !== "")
      .map((capability) => ({ capability, required }));
  return {
    id,
    name: flags.name ?? environment.AGENT_NAME ?? id,
    capability: flags.capability ?? environment.CAPABILITY ?? `${id}-service`,
    dependencies: [
      ...needs(flags.dependencies ?? environment.DEPENDENCIES, false),
      ...needs(flags.required ?? environment.REQUIRED_DEPENDENCIES, true),
    ],
    beatMs: seconds("HEARTBEAT_SECONDS", flags.heartbeat ?? environment.HEARTBEAT_SECONDS ?? "5") * 1000,
    registryUrl: registryAddress(flags.registry ?? environment.MCP_MESH_REGISTRY_URL ?? "http://127.0.0.1:8000"),
    host: flags.host ?? environment.HOST ?? "127.0.0.1",
    port: portNumber(flags.port ?? environment.PORT ?? "0"),
    configUrl: optionalAddress("CONFIG_URL", flags.config ?? environment.CONFIG_URL),
    warmupUrl: optionalAddress("WARMUP_URL", flags.warmup ?? environment.WARMUP_URL),
  };
}

function seconds(name: string, text: string): number {
  const value = Number(text);
  if (!/^\d+(\.\d+)?$/.test(text) || value <= 0 || value > 3600)
    throw new Error(`${name}="${text}" is no number of seconds up to 3600`);
  return value;
}

function portNumber(text: string): number {
  if (!/^\d+$/.test(text) || Number(text) > 65_535) throw new Error(`PORT="${text}" is no port from 0 to 65535`);
  return Number(text);
}

function registryAddress(text: string): string | undefined {
  if (text === "none") return undefined;
  const url = address("MCP_MESH_REGISTRY_URL", text);
  if (!url.startsWith("http:")) throw new Error(`MCP_MESH_REGISTRY_URL="${text}" is no http URL`);
  return url;
}

function address(name: string, text: string): string {
  const isHttp = URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
  if (!isHttp) throw new Error(`${name}="${text}" is no http(s) URL`);
  return text.replace(/\/+$/, "");
}

function optionalAddress(name: string, text: string | undefined): string | undefined {
  return text === undefined || text === "" ? undefined : address(name, text);
}
