/** One MCP tools/call through the suite's client: the legacy era, since its answers are event streams. */
import exec from "k6/execution";
import { dialect } from "../dialects/mcp/legacy.ts";
import type { McpSession } from "../dialects/mcp.ts";
import { user } from "../lib/user.ts";
import { suiteOptions } from "./suite-load.ts";

export { canary, handleSummary } from "../lib/script.ts";

export const options = suiteOptions("mcp");

let calls = 0;

export const mcp = user("mcp", ({ url }) => {
  let session: McpSession | undefined;
  return () => {
    session ??= dialect.open(url);
    calls += 1;
    const message = `<${exec.vu.idInTest}.${calls}>`;
    session?.call({ tool: "echo", arguments: { message }, expectedText: message });
  };
});
