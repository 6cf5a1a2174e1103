/** A small stateless MCP server on the official SDK, for both eras of the protocol: `PORT=… node main.ts`. */
import { createServer } from "node:http";
import { createMcpEndpoint } from "../service/mcp-endpoint.ts";
import { createTools } from "./tools.ts";

const port = Number(process.env.PORT ?? "8030");
const endpoint = createMcpEndpoint(createTools);

const server = createServer((request, response) => {
  response.once("close", () => {
    if (!server.listening) setImmediate(() => server.closeIdleConnections()); // the caller would keep it open
  });
  const path = (request.url ?? "/").split("?", 1)[0];
  if (path === "/mcp") {
    void endpoint.answer(request, response);
  } else {
    response.writeHead(path === "/health" ? 200 : 404, { "content-type": "application/json" });
    response.end(JSON.stringify(path === "/health" ? { status: "healthy", pid: process.pid } : { error: "not_found" }));
  }
});
server.on("error", (error) => {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
});
server.listen({ port, host: process.env.HOST ?? "127.0.0.1" });

process.once("SIGTERM", () => {
  // Answers what was asked and ends; streams that would stay open are cut.
  setTimeout(() => {
    void endpoint.close(); // not before: it would break off what it is at
    server.closeAllConnections();
  }, 4000).unref();
  server.close(() => process.exit(0));
  server.closeIdleConnections();
});
