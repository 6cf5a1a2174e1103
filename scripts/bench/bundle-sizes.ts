/** How much code each virtual user gets a copy of. */
import { readSettings } from "#contract/settings";
import { scenarioEntries } from "../lib/catalog.ts";
import { settle } from "../run/settle.ts";
import { type Figure, figure, round } from "./figure.ts";

const mapStart = "//# sourceMappingURL=";

export async function measureBundles(): Promise<Figure> {
  const samples = await Promise.all(
    scenarioEntries().map(async ({ name }) => {
      const { settings } = readSettings({ flags: [["SCENARIO", name]], environment: {} });
      const { code = "" } = (await settle(settings)).script ?? {};
      const script = code.slice(0, code.lastIndexOf(mapStart));
      return { scenario: name, kib: kib(script), kibWithSourceMap: kib(code) };
    }),
  );
  return figure({
    name: "largest bundle",
    kind: "cost",
    unit: "KiB without its source map",
    limit: 64,
    measured: Math.max(...samples.map((sample) => sample.kib)),
    how: `the largest of ${samples.length} scenarios, against what a run starts by itself`,
    samples,
  });
}

function kib(text: string): number {
  return round(Buffer.byteLength(text) / 1024, 1);
}
