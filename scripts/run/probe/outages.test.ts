/** Outages: where they begin and end, for every way in which a target can be away. */
import { expect, test } from "vitest";
import { detectionMs, outages, recoveryMs, unavailableMs } from "./outages.ts";
import { formatSample, type ProbeSample, parseSamples } from "./sample.ts";

const slowness = { slowMs: 200 };
const good = { ms: 2, ok: true, why: null } as const;
const refused = { ms: 1, ok: false, why: "ECONNREFUSED" } as const;

type Told = Pick<ProbeSample, "ms" | "ok" | "why">;

/** A probe each 40 ms from 0 to 4 s. */
function probed(answer: (sentMs: number) => Told, target = "search"): ProbeSample[] {
  return Array.from({ length: 100 }, (_, index) => ({ target, sentMs: index * 40, ...answer(index * 40) }));
}

/** Stands still from one time to the other; the kernel keeps what comes in meanwhile. */
function frozen(fromMs: number, toMs: number, timeoutMs = 1000): (sentMs: number) => Told {
  return (sentMs) => {
    if (sentMs < fromMs || sentMs >= toMs) return good;
    const waitsMs = toMs - sentMs;
    return waitsMs > timeoutMs ? { ms: timeoutMs, ok: false, why: "timeout" } : { ...good, ms: waitsMs + 2 };
  };
}

test("a target that always answers has none", () => {
  expect(
    outages(
      probed(() => good),
      slowness,
    ),
  ).toEqual([]);
  expect(outages([], slowness)).toEqual([]);
});

test("a refusing target is away from between two probes to between two others", () => {
  const samples = probed((ms) => (ms > 1010 && ms < 1990 ? refused : good));
  expect(outages(samples, slowness)).toEqual([
    {
      target: "search",
      fromMs: 1021, // truly 1010
      toMs: 1981.5, // truly 1990
      fromEarliestMs: 1002,
      fromLatestMs: 1040,
      toEarliestMs: 1961,
      toLatestMs: 2002,
      isOver: true,
      probes: 24,
      why: "ECONNREFUSED",
    },
  ]);
});

test.each([
  ["shorter", 700],
  ["longer", 1700],
])("a freeze %s than the timeout ends when what waited is answered", (_, lengthMs) => {
  const found = outages(probed(frozen(1010, 1010 + lengthMs)), slowness);
  expect(found).toHaveLength(1);
  expect(found[0]).toMatchObject({ fromMs: 1021, toEarliestMs: 1012 + lengthMs, toLatestMs: 1012 + lengthMs });
});

test("two outages are two, also of one target between good answers of another", () => {
  const flapping = probed((ms) => ((ms >= 400 && ms < 600) || (ms >= 2000 && ms < 2400) ? refused : good));
  const found = outages([...flapping, ...probed(() => good, "mcp")], slowness);
  expect(found.map(({ target, fromLatestMs, toLatestMs }) => [target, fromLatestMs, toLatestMs])).toEqual([
    ["search", 400, 602],
    ["search", 2000, 2402],
  ]);
  expect(unavailableMs(found, { fromMs: 500, toMs: 2100 })).toBe(581.5 - 500 + 2100 - 1981);
});

test("a target that only answers slowly is away all the time", () => {
  const found = outages(
    probed((ms) => (ms >= 1000 && ms < 2000 ? { ...good, ms: 300 } : good)),
    slowness,
  );
  expect(found).toHaveLength(1);
  expect(found[0]).toMatchObject({ fromLatestMs: 1000, toMs: 2002, probes: 25, why: "answered after 300 ms" });
});

test("one slow or lost answer among good ones is away until the next good one", () => {
  const found = outages(
    probed((ms) => (ms === 1000 ? { ms: 1000, ok: false, why: "timeout" } : good)),
    slowness,
  );
  expect(found).toHaveLength(1);
  expect(found[0]).toMatchObject({ fromLatestMs: 1000, toMs: 1042, probes: 1 });
});

test("one that is not over at the end says so, one there from the beginning has no good answer before", () => {
  expect(
    outages(
      probed((ms) => (ms >= 3000 ? refused : good)),
      slowness,
    )[0],
  ).toMatchObject({
    isOver: false,
    toMs: 3961,
  });
  expect(
    outages(
      probed(() => refused),
      slowness,
    ),
  ).toMatchObject([{ fromEarliestMs: null, fromMs: 0, isOver: false, probes: 100 }]);
});

test("when the probe itself was away the bracket is as wide as that", () => {
  const samples = probed((ms) => (ms >= 1000 && ms < 2000 ? refused : good)).filter(
    ({ sentMs }) => sentMs < 800 || sentMs > 1200,
  );
  expect(outages(samples, slowness)[0]).toMatchObject({ fromEarliestMs: 762, fromLatestMs: 1240 });
});

test("detection is when a probe was known to fail", () => {
  const samples = probed(frozen(1010, 1710));
  expect(detectionMs(samples, 1010, slowness)).toBe(230); // sent at 1040, known to be slow 200 ms later
  expect(
    detectionMs(
      probed((ms) => (ms >= 1010 ? refused : good)),
      1010,
      slowness,
    ),
  ).toBe(31);
  expect(
    detectionMs(
      probed(() => good),
      1010,
      slowness,
    ),
  ).toBeNull();
});

test("recovery is the first good answer that others follow", () => {
  const bumpy = probed((ms) => (ms < 1000 || ms === 1200 ? refused : good));
  expect(recoveryMs(bumpy, 900, { ...slowness, goodInARow: 3 })).toBe(102);
  expect(recoveryMs(bumpy, 900, slowness)).toBe(342);
  expect(recoveryMs(probed(frozen(1010, 1710)), 1710, slowness)).toBe(2);
  expect(
    recoveryMs(
      probed((ms) => (ms < 3800 ? refused : good)),
      3700,
      slowness,
    ),
  ).toBeNull(); // too few to know
});

test("samples are written and read without loss, in the order they were sent, and never half a line", () => {
  const samples = probed(frozen(1010, 1710));
  const text = samples.toReversed().map(formatSample).join("");
  expect(parseSamples(text)).toEqual(samples);
  expect(parseSamples(text.slice(0, -3))).toHaveLength(99);
  expect(parseSamples("")).toEqual([]);
});
