/** The session page as it is served: one document that carries all it needs and fills itself from /events. */

import { Markup, markup } from "../report/markup.ts";
import { bundled, hash, readAssets } from "../report/page/assets.ts";

export interface PageText {
  readonly html: string;
  readonly policy: string;
}

const here = "../../session/page";
const scripts = ["state.js", "parts.js", "gates.js", "lines.js", "charts.js", "main.js"].map(
  (name) => `${here}/${name}`,
);

/** It shows report.html when the run is over, from its own memory: that document's style and script are allowed, too. */
export function pageText(): PageText {
  const { style, script } = bundled([`${here}/session.css`], scripts);
  const report = readAssets();
  const policy = [
    "default-src 'none'",
    "connect-src 'self'",
    "img-src data:",
    `style-src '${hash(style)}' '${hash(report.style)}'`,
    `script-src '${hash(script)}' '${hash(report.script)}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  return { html: documentOf(style, script), policy };
}

function documentOf(style: string, script: string): string {
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,">
<title>mesh-load session</title>
<style>${new Markup(style)}</style>
</head>
<body class="session">
<header>
<h1 id="title">Waiting for a run</h1>
<p id="where"></p>
<p class="status"><span id="phase" class="pill">starting</span> <span id="clock"></span> <span id="link" class="pill">connecting</span></p>
<p class="unseen" role="status" id="said"></p>
</header>
<main>
<section id="verdict" class="verdict" hidden aria-labelledby="verdict-title"></section>
<section aria-labelledby="now-title"><h2 id="now-title">Now</h2><dl class="tiles" id="tiles"></dl></section>
<section aria-labelledby="faults-title" id="faults" hidden><h2 id="faults-title">Faults</h2><div id="fault-table"></div></section>
<section aria-labelledby="gates-title"><h2 id="gates-title">Gates</h2>
<p id="gates-note"></p>
<div id="gate-table"></div></section>
<section aria-labelledby="charts-title"><h2 id="charts-title">Over time</h2>
<p>In seconds since the load began, all on one axis. Dotted lines part the phases, shaded is what was broken on purpose.</p>
<div id="charts"></div></section>
<section aria-labelledby="timeline-title"><h2 id="timeline-title">What happened when</h2><div id="timeline"></div></section>
<section aria-labelledby="earlier-title" id="earlier" hidden><h2 id="earlier-title">Earlier runs of this session</h2><div id="earlier-table"></div></section>
</main>
<noscript><p>This page follows a run and needs JavaScript for it. The report of the run does not.</p></noscript>
<script>${new Markup(script)}</script>
</body>
</html>
`.text;
}
