/** What makes the hits of a search right, whatever system found them. Pure: no k6. */
import type { Failure } from "#contract/operations";

/** Right when there is a hit, there are no more than asked for, and every text holds one of the words. */
export function judgeTexts(
  texts: readonly string[],
  words: readonly string[],
  limit = Number.POSITIVE_INFINITY,
): Failure | undefined {
  const asked = `"${words.join(" ")}"`;
  if (texts.length === 0) return wrong(`no hit for ${asked}, words that are said to occur in what is searched`);
  if (texts.length > limit) return wrong(`${texts.length} hits, at most ${limit} were asked for`);
  const lowered = words.map((word) => word.toLowerCase());
  for (const text of texts) {
    const held = text.toLowerCase();
    if (!lowered.some((word) => held.includes(word)))
      return wrong(`a hit holds no word of ${asked}: ${text.slice(0, 80)}`);
  }
  return undefined;
}

export interface Chunk {
  readonly chunk_id: string;
  readonly file_path: string;
  readonly content: string;
}

/** The same for hits of the codebase server, each of which has an id. */
export function judgeChunks(chunks: readonly Chunk[], words: readonly string[], limit: number): Failure | undefined {
  if (chunks.some(({ chunk_id: id }) => typeof id !== "string" || id === "")) return wrong("a hit without chunk_id");
  return judgeTexts(
    chunks.map(({ content }) => content),
    words,
    limit,
  );
}

function wrong(why: string): Failure {
  return { class: "application", why };
}
