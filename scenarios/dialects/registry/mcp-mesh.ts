/** The mcp-mesh registry: full announcements by POST, beats by HEAD, failures that hide in status 200. */
import http from "k6/http";
import type { Failure } from "#contract/operations";
import { requestTimeoutMs } from "#contract/plan";
import { authorization } from "../../lib/authorization.ts";
import { type Answer, type Exchange, unexpectedStatus } from "../../lib/operation.ts";
import type { Agent, HeartbeatWord, RegistryDialect } from "../registry.ts";

interface Announced {
  readonly status: string;
  readonly agent_id: string;
  readonly message: string;
  readonly dependencies_resolved: {
    readonly [tool: string]: readonly { readonly capability: string; readonly status: string }[];
  };
}
interface Listed {
  readonly agents: readonly ListedAgent[] | null;
  readonly count: number;
}
interface ListedAgent {
  readonly id: string;
  readonly status: string;
  readonly capabilities: readonly { readonly name: string }[];
}

const tool = "work";

const headers = { "Content-Type": "application/json", ...authorization("registry") };

function params(name: string): { tags: { name: string }; timeout: number; headers: { [name: string]: string } } {
  return { tags: { name }, timeout: requestTimeoutMs, headers };
}
const forRegister = params("registry.register");
const forHeartbeat = params("registry.heartbeat");
const forList = params("registry.list");
const forResolve = params("registry.resolve");
const forLeave = params("registry.leave");
const misnamed: Agent = { id: "Bad Id!", capability: "none", port: 1 };
const forLookup = params("registry.lookup");
const forRefuse = params("registry.refuse");
const forNull = params("registry.null");

function wrong(why: string): Failure {
  return { class: "application", why };
}

export const dialect: RegistryDialect = {
  register: (url, agent) => ({
    send: () => http.post(`${url}/heartbeat`, announcement(agent), forRegister),
    verify: (answer) => (answer.status === 200 ? verifyAnnounced(answer, agent) : unexpectedStatus(answer, "200")),
  }),
  heartbeat: (url, { id }) => ({
    send: () => http.request("HEAD", `${url}/heartbeat/${id}`, null, forHeartbeat),
    verify: (answer) =>
      answer.status === 200 || answer.status === 202 || answer.status === 410
        ? undefined
        : unexpectedStatus(answer, "200, 202 or 410"),
  }),
  heartbeatWord: ({ status }): HeartbeatWord => (status === 200 ? "unchanged" : status === 202 ? "changed" : "gone"),
  list: (url, agent) => ({
    send: () => http.get(`${url}/agents?status=healthy`, forList),
    verify: (answer) => (answer.status === 200 ? verifyListed(answer, agent) : unexpectedStatus(answer, "200")),
  }),
  resolve: (url, capability) => ({
    send: () => http.get(`${url}/agents?status=healthy&capabilities=${capability}`, forResolve),
    verify: (answer) => (answer.status === 200 ? verifyResolved(answer, capability) : unexpectedStatus(answer, "200")),
  }),
  leave: (url, { id }) => ({
    send: () => http.del(`${url}/agents/${id}`, null, forLeave),
    verify: (answer) => (answer.status === 204 ? undefined : unexpectedStatus(answer, "204")),
  }),
  lookup: (url, agent, isThere) => ({
    send: () => http.get(`${url}/agents?status=healthy&capabilities=${agent.capability}`, forLookup),
    verify: (answer) =>
      answer.status === 200 ? verifyLookup(answer, agent, isThere) : unexpectedStatus(answer, "200"),
  }),
  nullRoute: (url) => ({
    send: () => http.get(`${url}/`, forNull),
    verify: (answer) => (answer.status === 200 ? undefined : unexpectedStatus(answer, "200")),
  }),
  mistakes: [
    refused("400", (url) => http.post(`${url}/heartbeat`, '{"agent_id":', forRefuse)),
    refused("400", (url) => http.post(`${url}/heartbeat`, "{}", forRefuse)),
    refused("200 error", (url) => http.post(`${url}/heartbeat`, announcement(misnamed), forRefuse)),
    refused("410", (url) => http.request("HEAD", `${url}/heartbeat/nobody`, null, forRefuse)),
    refused("404", (url) => http.get(`${url}/nothing`, forRefuse)),
  ],
};

/** Understood and refused is status 200, and says so inside. */
function refused(expected: string, send: (url: string) => Answer): (url: string) => Exchange {
  return (url) => ({
    send: () => send(url),
    verify: (answer) => {
      const said =
        answer.status === 200 ? `200 ${(answer.json() as unknown as Announced).status}` : String(answer.status);
      return said === expected ? undefined : wrong(`a bad request was answered ${said} instead of ${expected}`);
    },
  });
}

function announcement({ id, capability, dependency, port }: Agent): string {
  return JSON.stringify({
    agent_id: id,
    agent_type: "mcp_agent",
    runtime: "typescript",
    name: id,
    version: "1.0.0",
    http_host: "127.0.0.1",
    http_port: port,
    namespace: "default",
    tools: [
      {
        function_name: tool,
        capability,
        version: "1.0.0",
        tags: ["load"],
        dependencies: dependency === undefined ? [] : [{ capability: dependency, tags: [], required: false }],
      },
    ],
  });
}

/** A refused announcement has status 200 and says so inside. */
function verifyAnnounced(answer: Answer, { id, dependency }: Agent): Failure | undefined {
  const said = answer.json() as unknown as Announced;
  if (said.status !== "success") return wrong(`the registry refused ${id}: ${said.message}`);
  if (said.agent_id !== id) return wrong(`announced ${id}, confirmed was ${said.agent_id}`);
  if (dependency === undefined) return undefined;
  const [answered] = said.dependencies_resolved[tool] ?? [];
  if (answered?.capability === dependency) return undefined;
  return wrong(`${id} needs ${dependency}, the answer speaks of ${answered?.capability ?? "nothing"}`);
}

function verifyListed(answer: Answer, { id }: Agent): Failure | undefined {
  const { agents, count } = answer.json() as unknown as Listed;
  const listed = agents ?? []; // the registry says null for an empty list
  if (listed.length !== count) return wrong(`count says ${count}, the list holds ${listed.length}`);
  return listed.some((agent) => agent.id === id) ? undefined : wrong(`${id} beats and is not listed`);
}

function verifyResolved(answer: Answer, capability: string): Failure | undefined {
  const { agents } = answer.json() as unknown as Listed;
  if (agents === null || agents.length === 0) return wrong(`nobody offers ${capability}, though it was announced`);
  const stranger = agents.find(({ capabilities }) => !capabilities.some(({ name }) => name === capability));
  return stranger === undefined ? undefined : wrong(`${stranger.id} does not offer ${capability}`);
}

function verifyLookup(answer: Answer, { id, capability }: Agent, isThere: boolean): Failure | undefined {
  const { agents } = answer.json() as unknown as Listed;
  const found = (agents ?? []).some((agent) => agent.id === id);
  if (found === isThere) return undefined;
  return wrong(isThere ? `${id} offers ${capability} and is not found` : `${id} left and is still found`);
}
