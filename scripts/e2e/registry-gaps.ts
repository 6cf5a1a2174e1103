/** Where the reference registry and the real mcp-mesh 3.7.1 differ, each with its reason. A gap that is gone fails its test. */

export interface Difference {
  /** A step of the comparison. */
  readonly step: string;
  /** `HTTP`, `body`, or the path to a JSON key, with * for any list entry. */
  readonly at: string;
  /** A status, or the kind of value. */
  readonly real: string;
  readonly reference: string;
}

export interface Gap extends Omit<Difference, "step"> {
  /** Absent when it may show in any step. */
  readonly step?: string;
  readonly why: string;
}

export const httpStatus = "HTTP";
export const wholeBody = "body";

function onlyReal(at: string, kind: string, why: string): Gap {
  return { at, real: kind, reference: "absent", why };
}

function onlyReference(at: string, kind: string, why: string): Gap {
  return { at, real: "absent", reference: kind, why };
}

function status(step: string, real: number, reference: number, why: string): Gap {
  return { step, at: httpStatus, real: String(real), reference: String(reference), why };
}

const healthOfC0 = "C0: health has real numbers; the real one says healthy whatever happens";
const a2aAndModels = "C1 leaves agent-to-agent and language models out";
const resolutionDetails = "C1 counts resolutions; to whom they went is told to the agent at its beat";
const edgeOfC1 = "C1: events are edges between statuses, so they name both";
const listOfC1 = "C1: a list of capabilities may be empty, only `agents` is null";

export const gaps: readonly Gap[] = [
  onlyReference("pid", "number", healthOfC0),
  onlyReference("database_status", "string", healthOfC0),
  onlyReference("connection_pool", "null", healthOfC0),
  onlyReference("details", "null", healthOfC0),
  onlyReal("agents.*.a2a_consumer", "boolean", a2aAndModels),
  onlyReal("agents.*.a2a_producer", "boolean", a2aAndModels),
  onlyReal("agents.*.llm_provider_resolutions", "null", a2aAndModels),
  onlyReal("agents.*.llm_tool_resolutions", "null", a2aAndModels),
  onlyReal("agents.*.dependency_resolutions", "list", resolutionDetails),
  onlyReal("agents.*.dependency_resolutions", "null", resolutionDetails),
  onlyReal("agents.*.description", "string", "C1 has no descriptions"),
  onlyReal("agents.*.capabilities.*.description", "string", "C1 has no descriptions"),
  onlyReal("agents.*.capabilities.*.unavailable_reason", "string", "C1 says `available`, not why"),
  { at: "agents.*.capabilities", real: "null", reference: "list", why: listOfC1 },
  onlyReference("events.*.data.old_status", "string", edgeOfC1),
  onlyReference("events.*.data.new_status", "string", edgeOfC1),
  onlyReal("events.*.data.reason", "string", edgeOfC1),
  onlyReal("events.*.data.source", "string", edgeOfC1),
  status("limit 0", 200, 400, "C1: a limit is 1 to 500; the real one takes the nearest"),
  status("limit 501", 200, 400, "C1: a limit is 1 to 500; the real one takes its default"),
  { ...onlyReal("msg", "string", "C1: errors are {error, timestamp} everywhere"), step: "limit in words" },
  { ...onlyReference("error", "string", "C1: errors are {error, timestamp} everywhere"), step: "limit in words" },
  { ...onlyReference("timestamp", "string", "C1: errors are {error, timestamp} everywhere"), step: "limit in words" },
  {
    ...onlyReal("dependencies_resolved", "object", "a tool nobody can find is refused; the real one drops it silently"),
    step: "tool without capability",
  },
  {
    ...onlyReal("llm_tools", "object", "a tool nobody can find is refused; the real one drops it silently"),
    step: "tool without capability",
  },
  status("too large", 200, 413, "C0: a body is 1 MiB at most"),
  status("other content type", 200, 415, "C0: a body that is no JSON is 415"),
  status("relay by GET", 502, 405, "C1 relays POST only, and C0 answers GET /mcp with 405"),
  { step: "no such route", at: wholeBody, real: "string", reference: "object", why: "C0: errors are JSON" },
  status("other method", 404, 405, "C0: another method is 405"),
  status("metrics", 404, 200, "C0: every reference server has it"),
  status("ping", 404, 204, "C0: every reference server has it"),
];
