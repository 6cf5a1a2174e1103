/** No text keeps a secret, whole or cut. */
import { expect, it } from "vitest";
import { redact } from "./redact.ts";

const secret = "eyJhbGciOiJ.eyJzdWIiOiI.c2lnbmF0dXJl";

it.each([
  ["nothing of it", "status 401", "status 401"],
  ["all of it", `no user of "${secret}"`, 'no user of "(AUTH_TOKEN)"'],
  ["twice", `${secret}${secret}`, "(AUTH_TOKEN)(AUTH_TOKEN)"],
  ["cut at the end", `body ${secret.slice(0, 20)}`, "body (AUTH_TOKEN)"],
  ["cut inside", `"${secret.slice(0, 9)}…"`, '"(AUTH_TOKEN)…"'],
  ["too little to tell", `"${secret.slice(0, 7)}"`, '"eyJhbGc"'],
])("a text with %s", (_name, text, expected) => {
  expect(redact(text, secret)).toBe(expected);
});

it("of a short secret goes whole, and nothing goes without one", () => {
  expect(redact("pw: abc, abcd", "abc")).toBe("pw: (AUTH_TOKEN), (AUTH_TOKEN)d");
  expect(redact("text", "")).toBe("text");
});
