/** What the tests of rows look at: who is listed, what an agent answers, how long things take. */
import { expect } from "vitest";
import { waitFor } from "../../lib/waiting.ts";
import { callTool } from "../../stack/agent/call-tool.ts";
import { toolName } from "../../stack/agent/registry-client.ts";
import type { Work } from "../../stack/agent/tool.ts";
import { statuses } from "../registry-server.ts";
import { ask } from "../talk.ts";

/** Ids listed as healthy, sorted. */
export async function healthyIds(url: string): Promise<readonly string[]> {
  return Object.entries(await statuses(url))
    .filter(([, status]) => status === "healthy")
    .map(([id]) => id)
    .sort();
}

/** Milliseconds until the condition holds. Fails the test at the deadline, saying what was waited for. */
export async function until(
  what: string,
  deadlineMs: number,
  isSo: () => Promise<boolean> | boolean,
  pollMs = 20,
): Promise<number> {
  const begin = performance.now();
  const look = async (): Promise<true | undefined> => ((await isSo()) ? true : undefined);
  expect(await waitFor(look, { deadlineMs, pollMs }), `within ${deadlineMs} ms: ${what}`).toBe(true);
  return performance.now() - begin;
}

/** Has an agent work; throws unless it does. */
export async function work(agentUrl: string): Promise<Work> {
  return JSON.parse(await callTool(`${agentUrl}/mcp`, toolName, {})) as Work;
}

export interface AgentHealth {
  readonly status: string;
  readonly registry: { readonly status: string; readonly failed_beats: number };
  readonly dependencies: readonly {
    readonly capability: string;
    readonly status: string;
    readonly agent_id: string;
  }[];
}

export async function agentHealth(agentUrl: string): Promise<AgentHealth> {
  return (await ask(`${agentUrl}/health`)).body;
}

/** Nearest rank. */
export function p95(samples: readonly number[]): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.ceil(sorted.length * 0.95) - 1] ?? Number.NaN;
}

export async function timed(act: () => Promise<unknown>): Promise<number> {
  const begin = performance.now();
  await act();
  return performance.now() - begin;
}
