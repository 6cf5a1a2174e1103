/** What an MCP dialect spells: one era of the protocol. One file in dialects/mcp/ is one era. */
import type { Failure } from "#contract/operations";

/** A tool call and the text its result must hold. */
export interface ToolCall {
  readonly tool: string;
  readonly arguments: Readonly<Record<string, unknown>>;
  readonly expectedText: string;
}

/** A server that has been greeted, as one user talks to it. Every method is one or more timed operations. */
export interface McpSession {
  /** tools/list; right when it names `tool`. */
  list(tool: string): Failure | undefined;
  /** tools/call; right when the result holds the expected text. `"lost"` when the server forgot the session: open another. */
  call(call: ToolCall): Failure | "lost" | undefined;
  close(): void;
}

export interface McpDialect {
  /** Greets the server as the era asks. `undefined` when it would not. */
  open(url: string): McpSession | undefined;
}
