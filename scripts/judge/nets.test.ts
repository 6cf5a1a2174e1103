/** A net cost is the mean of an operation less that of the null route; what is listed to miss its limit must miss it. */
import { describe, expect, it } from "vitest";
import type { NetThreshold } from "#contract/net-threshold";
import type { OperationSummary } from "#contract/summary";
import type { Verdict } from "#contract/verdict";
import { evidenceOf, row, summaryOf, systems } from "./sample-run.ts";
import { judge } from "./verdict.ts";

const net: NetThreshold = {
  requirement: "T-4",
  operation: "registry.resolve",
  nullRoute: "registry.null",
  below: 1,
  profiles: ["smoke"],
};

function judged(lookupMs: number | "none", nullMs: number | "failed", limit: NetThreshold = net): Verdict {
  const { operations } = summaryOf();
  const others = operations.filter(({ operation }) => operation !== net.operation && operation !== net.nullRoute);
  const own: readonly OperationSummary[] = [
    ...(lookupMs === "none" ? [] : [row(net.operation, 100, 0, "steady", lookupMs)]),
    nullMs === "failed" ? row(net.nullRoute, 100, 100) : row(net.nullRoute, 99, 0, "steady", nullMs),
  ];
  return judge(evidenceOf({ summary: summaryOf({ operations: [...others, ...own] }), systems, nets: [limit] }));
}

describe("a net cost", () => {
  it("is the difference of two means, however long both took", () => {
    const { verdict, gates } = judged(40.5, 40);
    expect(verdict).toBe("PASS");
    const gate = gates.find(({ metric }) => metric === "netMean");
    expect(gate).toMatchObject({
      id: "registry.resolve@external/steady/netMean",
      observed: 0.5,
      samples: 99,
      ok: true,
    });
  });

  it("at its limit is a miss", () => {
    const { verdict, reasons } = judged(3, 2);
    expect(verdict).toBe("FAIL");
    expect(reasons).toEqual(["registry.resolve@external/steady/netMean (T-4): 1.00 ms, limit 1.00 ms"]);
  });

  it("is unknown where nothing was looked up", () => {
    const { verdict, reasons } = judged("none", 1);
    expect(verdict).toBe("INVALID");
    expect(reasons).toContain("registry.resolve@external/steady/netMean: no sample of registry.resolve");
  });

  it("is missed where nothing was answered rightly", () => {
    const { gates } = judged(3, "failed");
    expect(gates.find(({ metric }) => metric === "netMean")).toMatchObject({ observed: null, samples: 0, ok: false });
  });

  it("that is listed to be missed fails a run that meets it", () => {
    const listed = { ...net, knownMisses: { external: "it is slow" } };
    const missed = judged(9, 2, listed);
    expect(missed.verdict).toBe("PASS");
    expect(missed.notes.join()).toContain("7.00 ms, limit 1.00 ms, missed as listed: it is slow");
    const met = judged(2.5, 2, listed);
    expect(met.verdict).toBe("FAIL");
    expect(met.reasons.join()).toContain("meets the limit 1.00 ms, though the target is listed to miss it");
  });
});
