/** A gate reads the same everywhere, and its margin says how close it was. */
import { describe, expect, it } from "vitest";
import type { Gate } from "#contract/verdict";
import { limitText, marginOf, marginText, observedText, stateOf, worstFirst } from "./gate-text.ts";
import { gates } from "./sample-folder.ts";

const gate = (changes: Partial<Gate>): Gate => ({ ...(gates[0] as Gate), ...changes });

describe("gate text", () => {
  it.each([
    [50, 100, 0.5, "50 % below"],
    [99.6, 100, 0.004, "0.4 % below"],
    [100, 100, 0, "0 % below"],
    [130, 100, -0.3, "30 % above"],
    [450, 100, -3.5, "4.5 times the limit"],
    [8.3, 5000, 0.99834, "99.8 % below"],
    [0, 0.01, 1, "100 % below"],
    [null, 100, null, "–"],
  ])("observed %s of limit %s has margin %s: %s", (observed, limit, margin, text) => {
    const measured = marginOf(gate({ observed, limit }));
    if (margin === null) expect(measured).toBeNull();
    else expect(measured).toBeCloseTo(margin, 6);
    expect(marginText(gate({ observed, limit }))).toBe(text);
  });

  it("gives values their unit", () => {
    expect([observedText(gate({ observed: 3.456 })), limitText(gate({ limit: 50 }))]).toEqual(["3.46 ms", "< 50 ms"]);
    const share = gate({ metric: "errorRate", observed: 0.0512, limit: 0.01 });
    expect([observedText(share), limitText(share)]).toEqual(["5.12 %", "< 1 %"]);
    expect(limitText(gate({ metric: "recovery", limit: 5000 }))).toBe("≤ 5000 ms");
    expect(observedText(gate({ metric: "openFiles", observed: 12 }))).toBe("12");
    expect(observedText(gate({ observed: null }))).toBe("nothing");
  });

  it("puts misses before what is undecided, and both before what is well", () => {
    expect(worstFirst(gates).map(stateOf)).toEqual(["miss", "miss", "undecided", "ok"]);
  });
});
