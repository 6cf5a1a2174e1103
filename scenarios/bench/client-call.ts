/** One MCP tools/call through the suite's client: the legacy era, since its answers are event streams. */
import { dialect } from "../dialects/mcp/legacy.ts";
import type { McpSession } from "../dialects/mcp.ts";
import { systemsOf } from "../lib/plan.ts";
import "../lib/user.ts"; // declares the counters of iterations

export { canary, handleSummary, options } from "../lib/script.ts";

const url = systemsOf("mcp")[0]?.url ?? "";
let session: McpSession | undefined;
let calls = 0;

export function mcp(): void {
  session ??= dialect.open(url);
  calls += 1;
  const message = `<${__VU}.${calls}>`;
  session?.call({ tool: "echo", arguments: { message }, expectedText: message });
}
