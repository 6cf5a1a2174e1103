/** Workflow servers whose every answer has the right status and not always the right content. */
import { type Peer, testPeers } from "./peers.ts";
import { workflow } from "./servers/workflow.ts";

const fail = { verdict: "FAIL", exitCode: 99, class: "application" } as const;

const peers: readonly Peer[] = [
  { name: "does everything right", server: () => workflow(), verdict: "PASS", exitCode: 0 },
  {
    name: "confirms a switch and stays in the project it was in",
    server: () => workflow({ isStuck: true }),
    ...fail,
    reason: /workflow\.entities@external\/steady\/errorRate \(WF-09\)/,
  },
  {
    name: "finds entities that the filter leaves out",
    server: () => workflow({ ignoresFilter: true }),
    ...fail,
    reason: /workflow\.entities@external\/steady\/errorRate \(WF-09\)/,
  },
  {
    name: "says 201 and stores nothing",
    server: () => workflow({ forgets: true }),
    ...fail,
    reason: /workflow\.list_items@external\/steady\/errorRate \(WF-09\)/,
  },
];

testPeers("a workflow server", peers, (url) => ({
  SCENARIO: "workflow",
  WORKFLOW_URL: url,
  PROFILE: "smoke",
  DURATION_SCALE: "0.5",
}));
