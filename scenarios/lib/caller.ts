/** The user of an MCP server: greets it, looks at its tools and calls one, a fresh value each time. */
import { sleep } from "k6";
import exec from "k6/execution";
import { gracefulStopMs, requestTimeoutMs } from "#contract/plan";
import type { McpSession, ToolCall } from "../dialects/mcp.ts";
import { dialectOf } from "./mcp/era.ts";
import { isOver } from "./phase.ts";
import { isOpenModel, seed } from "./plan.ts";
import type { User } from "./user.ts";

const callsPerSession = 10;
const thinkSeconds = 0.1;

/** A tool that gives back what it is told, and the argument that tells it. */
const echo = { tool: "echo", argument: "message" } as const;

/** What one VU does in each iteration: a whole session, or in the open model one call, because arrivals are counted by calls. */
export const caller: User = ({ dialect, url }) => {
  const dialectNow = dialectOf(dialect, url);
  const greet = (): McpSession | undefined => {
    const found = dialectNow();
    const session = found === undefined || isOver() ? undefined : found.open(url);
    const isGone = session !== undefined && !isOver() && session.list(echo.tool) === "lost";
    return isGone ? undefined : session;
  };
  return isOpenModel("mcp") ? callOnce(greet) : () => callThrough(greet);
};

/** A lost session is replaced. A server that greets nobody is asked again after the think time, not in a storm. */
function callThrough(greet: () => McpSession | undefined): void {
  let session: McpSession | undefined;
  for (let calls = 0; calls < callsPerSession && !isOver(); calls += 1) {
    session ??= greet();
    if (!isOver() && session?.call(freshCall()) === "lost") session = undefined;
    sleep(thinkSeconds);
  }
  if (canStillClose()) session?.close();
}

/** Keeps its session from iteration to iteration, as a long-lived client would, and never closes it: k6 tells no VU which is its last. */
function callOnce(greet: () => McpSession | undefined): () => void {
  let session: McpSession | undefined;
  return () => {
    session ??= greet();
    if (!isOver() && session?.call(freshCall()) === "lost") session = undefined;
  };
}

/** A hung goodbye must not outlast gracefulStop: k6 would cut the iteration off and its samples with it. */
function canStillClose(): boolean {
  return !isOver(requestTimeoutMs - gracefulStopMs);
}

/** Read once per VU: each look at k6's `exec.vu` builds the object anew. */
let valuePrefix: string | undefined;
let valuesDrawn = 0;

/** Never the same twice in a run, and none is a part of another: answers to other calls and cached ones are wrong. */
function freshCall(): ToolCall {
  valuePrefix ??= `<${seed}.${exec.vu.idInTest}`;
  valuesDrawn += 1;
  const value = `${valuePrefix}.${valuesDrawn}>`;
  return { tool: echo.tool, arguments: { [echo.argument]: value }, expectedText: value };
}
