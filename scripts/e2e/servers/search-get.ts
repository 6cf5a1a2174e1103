/** A search engine with a spelling of its own: GET /find?q=…&size=…, hits two levels deep. */
import { type Handler, json } from "../serve.ts";

export function searchGet(textOf: (query: string) => string = (query) => `a ${query} b`): Handler {
  return ({ method, path, query }) => {
    const asked = query.get("q");
    if (`${method} ${path}` !== "GET /find" || asked === null) return { status: 404 };
    const hits = Array.from({ length: Number(query.get("size")) }, () => ({ source: { "text/plain": textOf(asked) } }));
    return json(200, { hits: { hits } });
  };
}
