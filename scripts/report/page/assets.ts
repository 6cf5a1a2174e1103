/** What report.html and the session page carry in themselves: styles, the charts' library and scripts, and their hashes for the page's policy. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const uplotScript = require.resolve("uplot/dist/uPlot.iife.min.js");
const uplotStyle = require.resolve("uplot/dist/uPlot.min.css");
const own = (name: string): string => readFileSync(new URL(name, import.meta.url), "utf8");

export interface Assets {
  readonly style: string;
  readonly script: string;
  /** Nothing but this style and this script may take effect, and nothing may be fetched. */
  readonly policy: string;
}

export function readAssets(): Assets {
  const { style, script } = bundled([], ["charts.js"]);
  const policy = `default-src 'none'; style-src '${hash(style)}'; script-src '${hash(script)}'; base-uri 'none'; form-action 'none'`;
  return { style, script, policy };
}

/** What all pages share, and files of a page's own: relative to this folder. */
export function bundled(
  styles: readonly string[],
  scripts: readonly string[],
): { readonly style: string; readonly script: string } {
  const style = [readFileSync(uplotStyle, "utf8"), ...["style.css", "layout.css", ...styles].map(own)].join("\n");
  const script = [readFileSync(uplotScript, "utf8"), ...["plot.js", ...scripts].map(own)].join("\n");
  for (const text of [style, script])
    if (/<\/(script|style)/i.test(text)) throw new Error("an asset of a page would end its own element");
  return { style, script };
}

export function hash(text: string): string {
  return `sha256-${createHash("sha256").update(text).digest("base64")}`;
}
