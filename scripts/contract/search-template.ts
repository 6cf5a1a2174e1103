/** A search system told by settings alone: how it is asked, and where its answers hold what was found. */

/** The dialect that is told so. */
export const templateDialect = "http-json";

export interface SearchTemplate {
  readonly method: "GET" | "POST";
  /** Added to the system's address; `{query}` and `{limit}` in it are filled in. */
  readonly path: string;
  /** JSON once it is filled in. */
  readonly body?: string;
  /** JSON pointer to the hits in an answer. */
  readonly hits: string;
  /** JSON pointer to the text in a hit. */
  readonly text: string;
}

export const queryHole = "{query}";
export const limitHole = "{limit}";

export function fillPath(path: string, query: string, limit: number): string {
  return fill(path, encodeURIComponent(query), limit);
}

/** Whoever writes the template writes the quotes around `{query}`. */
export function fillBody(body: string, query: string, limit: number): string {
  return fill(body, JSON.stringify(query).slice(1, -1), limit);
}

/** The query last, since it may hold anything; by parts, since a replacement's `$` has a meaning. */
function fill(template: string, query: string, limit: number): string {
  return template.split(limitHole).join(String(limit)).split(queryHole).join(query);
}
