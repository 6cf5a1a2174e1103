/** What an MCP dialect spells: one era of the protocol. One file in dialects/mcp/ is one era. */
import type { Failure } from "#contract/operations";

/** A tool call and the text its result must hold. */
export interface ToolCall {
  readonly tool: string;
  readonly arguments: Readonly<Record<string, unknown>>;
  readonly expectedText: string;
  /** Asks the server for progress notifications before the result. */
  readonly progressToken?: string;
}

/** What went wrong, recorded already. `"lost"` when the server forgot the session: the failure is recorded, open another. */
export type Setback = Failure | "lost";

/** A server that has been greeted, as one user talks to it. Every method is one or more timed operations. */
export interface McpSession {
  /** tools/list; right when it names `tool`. Each page of the list is an operation. */
  list(tool: string): Setback | undefined;
  /** tools/call; right when the result holds the expected text. */
  call(call: ToolCall): Setback | undefined;
  close(): void;
}

export interface McpDialect {
  /** Greets the server as the era asks. `undefined` when it would not. */
  open(url: string): McpSession | undefined;
}
