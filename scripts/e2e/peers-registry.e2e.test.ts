/** Registries that misbehave as real ones do: none of them passes. */
import { type Peer, testPeers } from "./peers.ts";
import { registry } from "./servers/registry.ts";
import {
  afterSome,
  alwaysStatus,
  cutShort,
  emptyBody,
  malformed,
  neverAnswering,
  slowed,
  spoilt,
} from "./servers/wire.ts";

const fail = { verdict: "FAIL", exitCode: 99 } as const;
const stranger = { id: "a-stranger", status: "healthy", capabilities: [{ name: "something-else" }] };

const peers: readonly Peer[] = [
  { name: "does everything right", server: () => registry(), verdict: "PASS", exitCode: 0 },
  {
    name: 'refuses every agent with status 200 and status:"error"',
    server: () =>
      registry({ announced: ({ agent_id }) => ({ status: "error", agent_id, message: "validation failed" }) }),
    ...fail,
    class: "application",
    reason: /registry\.register@external\/steady\/errorRate/,
  },
  {
    name: "confirms another agent than the one that joined",
    server: () => registry({ announced: (right) => ({ ...right, agent_id: "somebody-else" }) }),
    ...fail,
    class: "application",
  },
  {
    name: "does not list an agent that lives",
    server: () => registry({ listed: () => ({ agents: [stranger], count: 1 }) }),
    ...fail,
    class: "application",
    reason: /registry\.list@external\/steady\/errorRate/,
  },
  {
    name: "counts other than it lists",
    server: () => registry({ listed: (right) => ({ ...right, count: right.count + 1 }) }),
    ...fail,
    class: "application",
    reason: /registry\.list@external\/steady\/errorRate/,
  },
  {
    name: "resolves a capability to strangers",
    server: () => registry({ resolved: ({ agents }) => ({ agents: [...agents, stranger], count: agents.length + 1 }) }),
    ...fail,
    class: "application",
    reason: /registry\.resolve@external\/steady\/errorRate/,
  },
  {
    name: "resolves a capability to nobody",
    server: () => registry({ resolved: () => ({ agents: null, count: 0 }) }),
    ...fail,
    class: "application",
    reason: /registry\.resolve@external\/steady\/errorRate/,
  },
  { name: "answers 500 to everything", server: () => alwaysStatus(500), ...fail, class: "http" },
  { name: "answers 404 to everything", server: () => alwaysStatus(404), ...fail, class: "http" },
  { name: "sends malformed JSON", server: () => spoilt(registry(), malformed), ...fail, class: "protocol" },
  {
    name: "breaks off in the middle of a body",
    server: () => spoilt(registry(), cutShort),
    ...fail,
    class: "transport",
  },
  {
    name: "sends status 200 with an empty body",
    server: () => spoilt(registry(), emptyBody),
    ...fail,
    class: "protocol",
  },
  { name: "never answers", server: neverAnswering, ...fail, class: "timeout" },
  {
    name: "stops answering heartbeats in the middle of the run",
    server: () => afterSome(15, registry(), neverAnswering(), ({ method }) => method === "HEAD"),
    ...fail,
    class: "timeout",
    reason: /registry\./,
  },
  {
    name: "answers rightly, each time 80 ms late",
    server: () => slowed(80, registry()),
    ...fail,
    reason: /registry\.heartbeat@external\/steady\/(p95|max) \(REG-19\)/,
  },
];

testPeers("a registry", peers, (url) => ({
  SCENARIO: "registry",
  REGISTRY_URL: url,
  PROFILE: "smoke",
  DURATION_SCALE: "0.6",
}));
