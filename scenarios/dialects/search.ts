/** What a search dialect spells: one query. One file in dialects/search/ is one kind of search system. */
import type { Answer, Exchange } from "../lib/operation.ts";

/** Whose query it is, where several share a search system. */
export interface Tenant {
  readonly projectId: string;
  /** A word of the text that only another tenant has; `undefined` when it holds none. */
  foreignWord(text: string): string | undefined;
}

export interface SearchDialect {
  /** Right when there is a hit, every hit's text holds a word of the query, and none is another tenant's. */
  query(url: string, words: readonly string[], limit: number, tenant?: Tenant): Exchange;
  chunkIds(answer: Answer): readonly string[];
}
