/** The frame of pages that open from disk: nothing may be fetched, and nothing runs but what the policy names. */
import { Markup, markup } from "../markup.ts";

export interface PageParts {
  readonly title: string;
  readonly heading: string;
  readonly style: string;
  /** The Content-Security-Policy. */
  readonly policy: string;
  /** Ids of sections and what they are called in the navigation. */
  readonly sections: readonly (readonly [id: string, name: string])[];
  readonly main: readonly Markup[];
  /** What follows the sections: data and script. */
  readonly end?: readonly Markup[];
}

export function pageOf({ title, heading, style, policy, sections, main, end = [] }: PageParts): string {
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${new Markup(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<style>${new Markup(style)}</style>
</head>
<body>
<header><h1>${heading}</h1>
<nav aria-label="Sections"><ul>${sections.map(([id, name]) => markup`<li><a href="#${id}">${name}</a></li>`)}</ul></nav></header>
<main>
${main}
</main>
${end}
</body>
</html>
`.text;
}
