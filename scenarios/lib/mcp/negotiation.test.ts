/** What servers of both eras, measured ones first, say to the modern probe. */
import { expect, it } from "vitest";
import { eraTold } from "./negotiation.ts";

const result = (supportedVersions: unknown): string =>
  JSON.stringify({ jsonrpc: "2.0", id: 1, result: { resultType: "complete", supportedVersions } });
const error = (code: number, data?: unknown): string =>
  JSON.stringify({ jsonrpc: "2.0", id: null, error: { code, message: "no", data } });

it.each([
  ["the 2.x SDK", 200, result(["2026-07-28"]), "modern"],
  ["the 1.x SDK, which wants a version it knows", 400, error(-32000), "legacy"],
  ["a server without the method", 404, error(-32601), "legacy"],
  ["a server without the method that says 200", 200, error(-32601), "legacy"],
  ["a framework", 404, "<html>Not Found</html>", "legacy"],
  ["a framework without a body", 405, "", "legacy"],
  ["a modern server of other versions", 400, error(-32022, { supported: ["2026-07-28", "2099-01-01"] }), "modern"],
  ["a server that speaks old versions only", 400, error(-32022, { supported: ["2025-11-25"] }), "legacy"],
])("%s: status %d is told apart", (_who, status, body, era) => {
  expect(eraTold(status, body, 1)).toBe(era);
});

it.each([
  [
    400,
    error(-32022, { supported: ["2099-01-01"] }),
    'error -32022 offers no version this client speaks: ["2099-01-01"]',
  ],
  [400, error(-32022), "error -32022 offers no version this client speaks: undefined"],
  [400, error(-32020), "JSON-RPC error -32020 no"],
  [200, result(undefined), "server/discover offers no version this client speaks: undefined"],
  [200, "", "empty body"],
])("status %d with %s is a protocol failure", (status, body, why) => {
  expect(eraTold(status, body, 1)).toEqual({ class: "protocol", why });
});

it.each([401, 403, 429, 500, 502, 503, 202])("status %d tells nothing", (status) => {
  expect(eraTold(status, "", 1)).toBeUndefined();
});
