/** Reads what an agent says of itself in POST /heartbeat: malformed is 400, understood and refused is an answer of its own. */
import { ServiceError } from "../service/errors.ts";
import { isVersionRange } from "./versions.ts";

export interface Dependency {
  readonly capability: string;
  /** All are wanted; of an inner list any one. */
  readonly tags: readonly (string | readonly string[])[];
  readonly version: string | null;
  readonly namespace: string | null;
  readonly required: boolean;
}

interface Tool {
  readonly functionName: string;
  readonly capability: string;
  readonly version: string;
  readonly tags: readonly string[];
  readonly dependencies: readonly Dependency[];
}

export interface Announcement {
  readonly id: string;
  readonly agentType: string;
  readonly runtime: string;
  readonly name: string;
  readonly version: string;
  readonly host: string;
  readonly port: number;
  readonly namespace: string;
  readonly tools: readonly Tool[];
}

const idPattern = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/;
const agentTypes = ["mcp_agent", "api", "a2a"];

/** Throws 400 for what has not the form of an announcement. */
export function readAnnouncement(body: unknown): Announcement {
  const agent = object(body, "the announcement");
  const id = text(agent, "agent_id", "");
  if (id === "") throw malformed("agent_id is required");
  return {
    id,
    agentType: text(agent, "agent_type", "mcp_agent"),
    runtime: text(agent, "runtime", "python"),
    name: text(agent, "name", id),
    version: text(agent, "version", ""),
    host: text(agent, "http_host", ""),
    port: whole(agent, "http_port", 0),
    namespace: text(agent, "namespace", "default"),
    tools: list(agent, "tools").map((entry) => {
      const tool = object(entry, "tools");
      return {
        functionName: text(tool, "function_name", ""),
        capability: text(tool, "capability", ""),
        version: text(tool, "version", "1.0.0"),
        tags: list(tool, "tags").map((tag) => string(tag, "tags")),
        dependencies: list(tool, "dependencies").map(readDependency),
      };
    }),
  };
}

function readDependency(entry: unknown): Dependency {
  const dependency = object(entry, "dependencies");
  return {
    capability: text(dependency, "capability", ""),
    tags: list(dependency, "tags").map((tag) =>
      Array.isArray(tag) ? tag.map((each) => string(each, "tags")) : string(tag, "tags"),
    ),
    version: text(dependency, "version", "") || null,
    namespace: text(dependency, "namespace", "") || null,
    required: boolean(dependency, "required", false),
  };
}

/** What is wrong with a well-formed announcement, naming the field. */
export function findMistake({ id, agentType, port, tools }: Announcement): string | undefined {
  if (!idPattern.test(id)) return "agent_id: only lowercase letters, digits and inner hyphens";
  if (!agentTypes.includes(agentType)) return `agent_type: none of ${agentTypes.join(", ")}`;
  if (port < 0 || port > 65_535) return "http_port: no port from 0 to 65535";
  for (const [index, { functionName, capability, dependencies }] of tools.entries()) {
    if (functionName === "") return `tools[${index}].function_name: empty`;
    if (capability === "") return `tools[${index}].capability: empty`;
    for (const [position, dependency] of dependencies.entries()) {
      const path = `tools[${index}].dependencies[${position}]`;
      if (dependency.capability === "") return `${path}.capability: empty`;
      if (dependency.version !== null && !isVersionRange(dependency.version))
        return `${path}.version: no version range`;
    }
  }
  return undefined;
}

type Fields = Readonly<Record<string, unknown>>;

function malformed(message: string): ServiceError {
  return new ServiceError(400, "invalid_request", message);
}

function object(value: unknown, what: string): Fields {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Fields;
  throw malformed(`Invalid JSON payload: ${what} is no object`);
}

function string(value: unknown, what: string): string {
  if (typeof value === "string") return value;
  throw malformed(`Invalid JSON payload: ${what} is no string`);
}

function text(from: Fields, name: string, fallback: string): string {
  return string(from[name] ?? fallback, name);
}

function whole(from: Fields, name: string, fallback: number): number {
  const value = from[name] ?? fallback;
  if (Number.isSafeInteger(value)) return value as number;
  throw malformed(`Invalid JSON payload: ${name} is no whole number`);
}

function boolean(from: Fields, name: string, fallback: boolean): boolean {
  const value = from[name] ?? fallback;
  if (typeof value === "boolean") return value;
  throw malformed(`Invalid JSON payload: ${name} is neither true nor false`);
}

function list(from: Fields, name: string): readonly unknown[] {
  const value = from[name] ?? [];
  if (Array.isArray(value)) return value;
  throw malformed(`Invalid JSON payload: ${name} is no list`);
}
