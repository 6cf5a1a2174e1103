/** The same requests to the real mcp-mesh and to the reference registry: equal statuses and JSON keys but for the listed gaps (REG-22). */
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Difference, type Gap, gaps, httpStatus, wholeBody } from "./registry-gaps.ts";
import { announcement } from "./registry-server.ts";
import { type Stack, startStack } from "./stack-session.ts";
import { type Answered, ask } from "./talk.ts";

let stack: Stack;

beforeAll(async () => {
  stack = await startStack(["mcp-mesh", "reference-registry"]);
}, 60_000);

afterAll(() => stack?.[Symbol.asyncDispose]());

const provider = announcement({ id: "provider", capability: "date", tags: ["x"], port: 1 });
const consumer = announcement({ id: "consumer", capability: "greet", needs: [{ capability: "date", required: true }] });
const circle = announcement({ id: "provider", capability: "date", needs: [{ capability: "greet", required: true }] });
const bare = { ...announcement({ id: "bare" }), tools: [] };

type Step = (url: string) => Promise<Answered>;
const get =
  (path: string): Step =>
  (url) =>
    ask(`${url}${path}`);
const post =
  (path: string, body: unknown, headers = {}): Step =>
  (url) =>
    ask(`${url}${path}`, body, headers);
const send =
  (method: string, path: string): Step =>
  (url) =>
    ask(`${url}${path}`, undefined, {}, method);
const announced = (body: unknown): Step => post("/heartbeat", body);

/** In this order: each finds what the ones before it left. */
const steps: Readonly<Record<string, Step>> = {
  root: get("/"),
  health: get("/health"),
  "health by HEAD": send("HEAD", "/health"),
  "empty list": get("/agents"),
  "no events": get("/events"),
  "join unresolved": announced(consumer),
  "list unresolved": get("/agents"),
  "join provider": announced(provider),
  "beat after a join": send("HEAD", "/heartbeat/consumer"),
  "update resolved": announced(consumer),
  "beat unchanged": send("HEAD", "/heartbeat/consumer"),
  "beat of nobody": send("HEAD", "/heartbeat/nobody"),
  circle: announced(circle),
  "join without tools": announced(bare),
  "list of all": get("/agents"),
  "list by capability": get("/agents?capabilities=date&capabilities=greet"),
  "list by all filters": get("/agents?status=healthy&namespace=default&type=mcp_agent&capabilities=date"),
  "list of no such status": get("/agents?status=odd"),
  events: get("/events"),
  "events by type": get("/events?type=register&limit=1"),
  "limit 0": get("/events?limit=0"),
  "limit 501": get("/events?limit=501"),
  "limit in words": get("/events?limit=x"),
  "half a document": announced('{"agent_id":'),
  "no object": announced("[]"),
  "no id": announced({}),
  "bad id": announced({ ...provider, agent_id: "Bad Id!" }),
  "no such type": announced({ ...provider, agent_id: "odd", agent_type: "odd" }),
  "port in words": announced({ ...provider, http_port: "x" }),
  "tool without capability": announced({ ...provider, agent_id: "odd", tools: [{ function_name: "f" }] }),
  "too large": announced(`{"agent_id":"large","filler":"${"x".repeat(1024 * 1024)}"}`),
  "other content type": post("/heartbeat", JSON.stringify(bare), { "content-type": "text/csv" }),
  "relay to a dead agent": post("/proxy/127.0.0.1:1/mcp", {}),
  "relay to a stranger": post("/proxy/127.0.0.1:2/mcp", {}),
  "relay to another path": post("/proxy/127.0.0.1:1/admin", {}),
  "relay by GET": get("/proxy/127.0.0.1:1/mcp"),
  leave: send("DELETE", "/agents/provider"),
  "leave again": send("DELETE", "/agents/provider"),
  "leave of nobody": send("DELETE", "/agents/nobody"),
  "beat of one who left": send("HEAD", "/heartbeat/provider"),
  "beat after a leave": send("HEAD", "/heartbeat/consumer"),
  "list after a leave": get("/agents"),
  "events after a leave": get("/events?type=unregister&limit=1"),
  "no such route": get("/nothing"),
  "other method": send("PUT", "/agents"),
  metrics: get("/metrics"),
  ping: get("/ping"),
};

/** What the comparison looks at: the status, and every key with the kind of its value. */
function shapeOf({ status, body }: Answered): ReadonlyMap<string, string> {
  const shape = new Map([[httpStatus, String(status)]]);
  const note = (value: unknown, path: string): void => {
    const kind = value === null ? "null" : Array.isArray(value) ? "list" : typeof value;
    shape.set(path, kind);
    if (Array.isArray(value)) for (const entry of value) note(entry, `${path}.*`);
    else if (typeof value === "object" && value !== null)
      for (const [key, inner] of Object.entries(value)) note(inner, path === wholeBody ? key : `${path}.${key}`);
  };
  if (body !== "") note(body, wholeBody);
  return shape;
}

/** What lies below a difference, or beside another status, is not one more. */
function differences(step: string, real: Answered, reference: Answered): readonly Difference[] {
  const [a, b] = [shapeOf(real), shapeOf(reference)];
  const paths = [...new Set([...a.keys(), ...b.keys()])].filter((path) => a.get(path) !== b.get(path));
  const isBelow = (path: string): boolean =>
    path !== httpStatus &&
    paths.some(
      (above) => above === httpStatus || (above === wholeBody && path !== above) || path.startsWith(`${above}.`),
    );
  return paths
    .filter((path) => !isBelow(path))
    .map((at) => ({ step, at, real: a.get(at) ?? "absent", reference: b.get(at) ?? "absent" }));
}

function isOf(gap: Gap, { step, at, real, reference }: Difference): boolean {
  const isStep = gap.step === undefined || gap.step === step;
  return isStep && gap.at === at && gap.real === real && gap.reference === reference;
}

function isUnlisted(difference: Difference): boolean {
  return !gaps.some((gap) => isOf(gap, difference));
}

it("REG-22: differs from the real registry in the listed gaps, and in nothing else", async () => {
  const found: Difference[] = [];
  for (const [step, take] of Object.entries(steps)) {
    const real = await take(stack.target("mcp-mesh").url);
    found.push(...differences(step, real, await take(stack.target("reference-registry").url)));
  }
  const unlisted = found.filter(isUnlisted);
  const gone = gaps.filter((gap) => !found.some((difference) => isOf(gap, difference)));
  expect(unlisted, "differences nobody listed").toEqual([]);
  expect(gone, "listed gaps that are gone").toEqual([]);
});

it("REG-22's trip: a field of one answer is dropped", async () => {
  const step = "list of all";
  const [real, reference] = await Promise.all(
    ["mcp-mesh", "reference-registry"].map((name) => get("/agents")(stack.target(name).url)),
  );
  if (real === undefined || reference === undefined) throw new Error("two answers");
  const { count: _, ...rest } = reference.body;
  const seen = differences(step, real, { ...reference, body: rest }).filter(isUnlisted);
  expect(seen).toEqual([{ step, at: "count", real: "number", reference: "absent" }]);
});
