/** How much code each virtual user gets a copy of. */
import { bundle } from "../../build/bundle.ts";
import { scenarioEntries } from "../lib/catalog.ts";
import { type Figure, figure, round } from "./figure.ts";

const mapStart = "//# sourceMappingURL=";

export async function measureBundles(): Promise<Figure> {
  const samples = await Promise.all(
    scenarioEntries().map(async ({ name }) => {
      const { code } = await bundle(`scenarios/${name}.ts`);
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
    how: `the largest of ${samples.length} scenarios`,
    samples,
  });
}

function kib(text: string): number {
  return round(Buffer.byteLength(text) / 1024, 1);
}
