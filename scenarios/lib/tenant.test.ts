/** Tenants: whose a user is, what it asks for, and what it takes for another's. */
import { expect, it } from "vitest";
import { tenantOf } from "./tenant.ts";

const system = {
  role: "search",
  target: "codebase",
  url: "http://127.0.0.1:1",
  dialect: "codebase",
  vocabulary: ["return"],
  tenants: [
    { projectId: "one", words: ["flornd"], marks: ["flornd", "brilta"] },
    { projectId: "two", words: ["shoump"], marks: ["shoump", "cleagr"] },
  ],
} as const;

it("SRCH-21: a hit with another tenant's word in its path or in a part of a name is foreign", () => {
  const one = tenantOf(system, 2);
  expect(one?.projectId).toBe("one");
  for (const text of ["src/cleagr/x-1.ts\n", "const orderShoump = 1;", "shoump_total", "class CleagrTotal"])
    expect(one?.foreignWord(text), text).toMatch(/^(shoump|cleagr)$/);
  expect(one?.foreignWord("src/brilta/flornd-2.py\nreturn flornd + shoumpy")).toBeUndefined();
  expect(tenantOf(system, 1)?.foreignWord("src/brilta/x.ts")).toBe("brilta");
});

it("asks for its own words and for those that all have", () => {
  const one = tenantOf(system, 0);
  expect([one?.drawWords(() => 0.1), one?.drawWords(() => 0.9)]).toEqual([["flornd"], ["return"]]);
  const { tenants: _, ...alone } = system;
  expect(tenantOf(alone, 0)).toBeUndefined();
});
