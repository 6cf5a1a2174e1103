/** MCP servers of both eras that misbehave as real ones do: none of them passes. */
import { type Peer, testPeers } from "./peers.ts";
import type { Handler, Sent } from "./serve.ts";
import { asEventStream, asJson, errorOf, type McpOptions, type Message, type Rpc, resultOf } from "./servers/mcp.ts";
import { legacyMcp } from "./servers/mcp-legacy.ts";
import { modernMcp } from "./servers/mcp-modern.ts";
import { afterSome, alwaysStatus, cutShort, emptyBody, malformed, neverAnswering } from "./servers/wire.ts";

const fail = { verdict: "FAIL", exitCode: 99 } as const;
const judged = /mcp\.call@external\/steady\/errorRate/;
const text = (said: string): Message => ({ content: [{ type: "text", text: said }] });
const spelt = (spoil: (sent: Sent) => Sent): McpOptions => ({ spell: (message) => spoil(asJson(message)) });

/** What a server of either era can do wrong. */
function peersOf(era: string, mcp: (options?: McpOptions) => Handler, complete: Message): readonly Peer[] {
  let first: Message | undefined;
  const rows: readonly Peer[] = [
    { name: "does everything right", server: () => mcp(), verdict: "PASS", exitCode: 0 },
    {
      name: "answers every call with isError",
      server: () =>
        mcp({ answerCall: (_, call) => resultOf(call, { ...text("it broke"), isError: true, ...complete }) }),
      ...fail,
      class: "application",
      reason: judged,
    },
    {
      name: "answers every call with a JSON-RPC error",
      server: () => mcp({ answerCall: (_, call) => errorOf(call, -32603, "Internal error") }),
      ...fail,
      class: "protocol",
      reason: judged,
    },
    {
      name: "answers another id",
      server: () => mcp({ answerCall: (right, { id }) => ({ ...right, id: (id ?? 0) + 1000 }) }),
      ...fail,
      class: "protocol",
      reason: judged,
    },
    {
      name: "answers with another text",
      server: () => mcp({ answerCall: (_, call) => resultOf(call, { ...text("Echo: hello"), ...complete }) }),
      ...fail,
      class: "application",
      reason: judged,
    },
    {
      name: "gives every caller the first caller's text",
      server: () => {
        first = undefined;
        return mcp({
          answerCall: (right, { id }) => {
            first ??= right;
            return { ...first, id };
          },
        });
      },
      ...fail,
      class: "application",
      reason: judged,
    },
    {
      name: "sends malformed JSON",
      server: () => mcp(spelt(malformed)),
      ...fail,
      class: "protocol",
      reason: judged,
    },
    {
      name: "breaks off in the middle of a body",
      server: () => mcp(spelt(cutShort)),
      ...fail,
      class: "transport",
      reason: judged,
    },
    {
      name: "sends status 200 with an empty body",
      server: () => mcp(spelt(emptyBody)),
      ...fail,
      class: "protocol",
      reason: judged,
    },
    {
      name: "ends its event stream without a result",
      server: () =>
        mcp({ spell: () => asEventStream({ jsonrpc: "2.0", method: "notifications/message", params: {} }) }),
      ...fail,
      class: "protocol",
      reason: judged,
    },
    {
      name: "stops answering calls in the middle of the run",
      server: () => afterSome(5, mcp(), neverAnswering(), ({ body }) => body.includes('"tools/call"')),
      ...fail,
      class: "timeout",
    },
  ];
  return rows.map((row) => ({ ...row, name: `${row.name} (${era})` }));
}

const isDiscovery = (rpc: Rpc | undefined): boolean => rpc?.method === "server/discover";

const alone: readonly Peer[] = [
  { name: "forgets every session", server: () => legacyMcp({ isForgetful: true }), ...fail, class: "http" },
  {
    name: "refuses its handshake",
    server: () =>
      legacyMcp({
        instead: (_, rpc) => (rpc?.method === "initialize" ? asEventStream(errorOf(rpc, -32600, "no")) : undefined),
      }),
    ...fail,
    class: "protocol",
  },
  {
    name: "does not say its era",
    server: () => modernMcp({ instead: (_, rpc) => (isDiscovery(rpc) ? { status: 503 } : undefined) }),
    ...fail,
    class: "http",
  },
  { name: "answers 500 to everything", server: () => alwaysStatus(500), ...fail, class: "http" },
  { name: "never answers", server: neverAnswering, ...fail, class: "timeout" },
];

testPeers(
  "an MCP server",
  [...peersOf("legacy", legacyMcp, {}), ...peersOf("modern", modernMcp, { resultType: "complete" }), ...alone],
  (url) => ({ SCENARIO: "mcp", MCP_URL: `${url}/mcp`, PROFILE: "smoke", DURATION_SCALE: "0.4" }),
);
