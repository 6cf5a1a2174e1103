/** What a search dialect spells: one query. One file in dialects/search/ is one kind of search system. */
import type { Answer, Exchange } from "../lib/operation.ts";

export interface SearchDialect {
  /** Right when there is a hit and every hit's text holds a word of the query. */
  query(url: string, words: readonly string[], limit: number): Exchange;
  chunkIds(answer: Answer): readonly string[];
}
