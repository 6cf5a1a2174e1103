/** Turns text into the words it is found by: identifiers, and the parts of compound ones. Pure. */

const identifier = /[\p{L}_$][\p{L}\p{N}_$]*/gu;
const partBorder = /(?<=[\p{Ll}\p{N}])(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})|[_$]+/u;
const mayHaveParts = /[\p{Ll}\p{N}]\p{Lu}|\p{Lu}\p{Lu}\p{Ll}|[_$]/u;

const minLength = 2;
const maxLength = 64;
/** Further occurrences hardly move a rank, but make the index grow. */
const maxPositions = 4;
/** PostgreSQL's highest position in a tsvector. */
const maxPosition = 16_383;

/** Identifiers as written, in lower case. Each occurs literally, but for case, in the text. */
export function wholeWords(text: string): string[] {
  return (text.match(identifier) ?? []).map((word) => word.toLowerCase()).filter(isWord);
}

/** Every word of a text with its first positions. `createMcpServer` is also found by `create`, `mcp` and `server`. */
export function wordPositions(text: string): Map<string, number[]> {
  const words = new Map<string, number[]>();
  let position = 0;
  const add = (word: string): void => {
    if (!isWord(word)) return;
    const positions = words.get(word);
    if (positions === undefined) words.set(word, [position]);
    else if (positions.length < maxPositions) positions.push(position);
  };
  for (const whole of text.match(identifier) ?? []) {
    position = Math.min(position + 1, maxPosition);
    add(whole.toLowerCase());
    if (!mayHaveParts.test(whole)) continue;
    for (const part of whole.split(partBorder)) if (part !== whole) add(part.toLowerCase());
  }
  return words;
}

/** The text form of PostgreSQL's tsvector. Words hold no quote or backslash, so nothing needs escaping. */
export function toTsvector(text: string): string {
  const entries: string[] = [];
  for (const [word, positions] of wordPositions(text)) entries.push(`'${word}':${positions.join(",")}`);
  return entries.join(" ");
}

/**
 * The text form of PostgreSQL's tsquery: any of the words. Empty when there is none.
 * Only whole words are asked for, so that every hit literally holds a word of the query.
 */
export function toTsquery(query: string): string {
  return [...new Set(wholeWords(query))].map((word) => `'${word}'`).join(" | ");
}

function isWord(word: string): boolean {
  return word.length >= minLength && word.length <= maxLength;
}
