/** A code search service that finds something for every query, in memory. */
import { type Handler, json } from "../serve.ts";

export interface Hit {
  readonly chunk_id?: string;
  readonly content: string;
}
interface Query {
  readonly query: string;
  readonly limit: number;
}

/** `hits` gets the right hits and says what a misbehaving service finds instead. */
export function search(hits: (right: readonly Hit[], query: Query) => readonly Hit[] = (right) => right): Handler {
  return ({ method, path, body }) => {
    if (`${method} ${path}` !== "POST /mcp/search") return { status: 404 };
    const asked = JSON.parse(body) as Query;
    const right = asked.query.split(" ").map((word, index) => ({ chunk_id: `chunk-${index}`, content: `a ${word} b` }));
    const results = hits(right, asked);
    return json(200, { results, total_count: results.length });
  };
}
