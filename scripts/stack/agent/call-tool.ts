/** Calls a tool of another agent over MCP 2026-07-28: one POST without a session, answered as JSON. */

const version = "2026-07-28";
const timeoutMs = 5000;

interface Reply {
  readonly error?: { readonly code: number; readonly message: string };
  readonly result?: { readonly isError?: boolean; readonly content?: readonly { readonly text?: string }[] };
}

/** The text it answered. Throws when the tool failed, or there was no answer of it. */
export async function callTool(url: string, tool: string, args: object): Promise<string> {
  const _meta = {
    "io.modelcontextprotocol/protocolVersion": version,
    "io.modelcontextprotocol/clientCapabilities": {},
  };
  const response = await fetch(url, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      accept: "application/json, text/event-stream",
      "mcp-protocol-version": version,
      "mcp-method": "tools/call",
      "mcp-name": tool,
    },
    body: JSON.stringify({
      jsonrpc: "2.0",
      id: 1,
      method: "tools/call",
      params: { name: tool, arguments: args, _meta },
    }),
    signal: AbortSignal.timeout(timeoutMs),
  });
  const text = await response.text();
  if (response.status !== 200) throw new Error(`${url} answered ${response.status}: ${text.slice(0, 200)}`);
  const { error, result } = JSON.parse(text) as Reply;
  if (error !== undefined) throw new Error(`${url} answered error ${error.code}: ${error.message}`);
  const said = result?.content?.[0]?.text;
  if (said === undefined) throw new Error(`${url} answered without text`);
  if (result?.isError === true) throw new Error(said);
  return said;
}
