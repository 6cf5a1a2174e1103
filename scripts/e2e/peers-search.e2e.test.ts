/** Search services that misbehave as real ones do: none of them passes. */
import { type Peer, testPeers } from "./peers.ts";
import { search } from "./servers/search.ts";
import { afterSome, alwaysStatus, cutShort, emptyBody, malformed, neverAnswering, spoilt } from "./servers/wire.ts";

const fail = { verdict: "FAIL", exitCode: 99 } as const;
const judged = /search\.query@external\/steady\/errorRate \(SRCH-03\)/;

const peers: readonly Peer[] = [
  { name: "does everything right", server: () => search(), verdict: "PASS", exitCode: 0 },
  {
    name: "finds chunks that hold no word of the query",
    server: () => search(() => [{ chunk_id: "1", content: "nothing of that" }]),
    ...fail,
    class: "application",
    reason: judged,
  },
  { name: "finds nothing", server: () => search(() => []), ...fail, class: "application", reason: judged },
  {
    name: "gives hits without chunk_id",
    server: () => search((right) => right.map(({ content }) => ({ content }))),
    ...fail,
    class: "application",
    reason: judged,
  },
  {
    name: "gives more hits than asked for",
    server: () => search(([first], { limit }) => (first === undefined ? [] : Array(limit + 1).fill(first))),
    ...fail,
    class: "application",
    reason: judged,
  },
  { name: "answers 500 to everything", server: () => alwaysStatus(500), ...fail, class: "http", reason: judged },
  { name: "answers 404 to everything", server: () => alwaysStatus(404), ...fail, class: "http", reason: judged },
  {
    name: "sends malformed JSON",
    server: () => spoilt(search(), malformed),
    ...fail,
    class: "protocol",
    reason: judged,
  },
  {
    name: "breaks off in the middle of a body",
    server: () => spoilt(search(), cutShort),
    ...fail,
    class: "transport",
    reason: judged,
  },
  {
    name: "sends status 200 with an empty body",
    server: () => spoilt(search(), emptyBody),
    ...fail,
    class: "protocol",
    reason: judged,
  },
  { name: "never answers", server: neverAnswering, ...fail, class: "timeout" },
  {
    name: "stops answering in the middle of the run",
    server: () => afterSome(20, search(), neverAnswering()),
    ...fail,
    class: "timeout",
    reason: judged,
  },
];

testPeers("a search service", peers, (url) => ({
  SCENARIO: "search",
  SEARCH_URL: url,
  PROFILE: "smoke",
  DURATION_SCALE: "0.6",
}));
