/** The timed operations of MCP, declared once for both eras: k6 takes metrics in its init stage only. */
import { operation } from "../operation.ts";

export const discover = operation("mcp.discover");
export const initialize = operation("mcp.initialize");
export const list = operation("mcp.list");
export const call = operation("mcp.call");
export const close = operation("mcp.close");
