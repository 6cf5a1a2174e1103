/** What report.html carries in itself: styles, the charts' library and script, and their hashes for the page's policy. */
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
  const style = `${readFileSync(uplotStyle, "utf8")}\n${own("style.css")}\n${own("layout.css")}`;
  const script = `${readFileSync(uplotScript, "utf8")}\n${own("charts.js")}`;
  for (const text of [style, script])
    if (/<\/(script|style)/i.test(text)) throw new Error("an asset of report.html would end its own element");
  const policy = `default-src 'none'; style-src '${hash(style)}'; script-src '${hash(script)}'; base-uri 'none'; form-action 'none'`;
  return { style, script, policy };
}

function hash(text: string): string {
  return `sha256-${createHash("sha256").update(text).digest("base64")}`;
}
