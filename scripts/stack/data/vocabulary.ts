/** The words that generated source text is made of: everyday programming words, then made-up ones. Pure. */
import { pickIndex, randomFrom } from "#contract/random";

/** What code everywhere is about; the most frequent words of an ordinary vocabulary. */
const everyday = `
  value result error request response data item list index count size name key path user state config option event
  message status time start end update create read write load save find parse build check apply open close send receive
  buffer stream token session cache queue worker handler router client server record field column table query filter
  sort page limit offset cursor batch job task retry timeout connection address account order invoice customer product
  price total payment report metric counter level logger source target input output format encode decode hash digest
  node edge graph tree leaf root parent child range window bucket shard replica leader vote lock lease clock version
`
  .trim()
  .split(/\s+/);

const onsets = "b c d f g h j k l m n p r s t v w br ch cl dr fl gr pl pr sh st tr".split(" ");
const vowels = "a e i o u ai ea ou".split(" ");
const codas = ["", "", "", "n", "r", "l", "s", "t", "m", "nd", "st"];
const minLength = 5;

const madeUpSeed = 20_26;
const ordinaryCount = 12_000;
const tenantCount = 3000;

export type VocabularyName = "ordinary" | "tenant-a" | "tenant-b";

/** Most frequent first. The vocabularies of the two tenants have no word in common, with each other or with the ordinary one. */
export function wordsOf(name: VocabularyName): readonly string[] {
  const madeUp = makeUp(ordinaryCount + 2 * tenantCount);
  if (name === "ordinary") return [...everyday, ...madeUp.slice(0, ordinaryCount)];
  const first = ordinaryCount + (name === "tenant-a" ? 0 : tenantCount);
  return madeUp.slice(first, first + tenantCount);
}

function makeUp(count: number): string[] {
  const random = randomFrom(madeUpSeed);
  const pick = (from: readonly string[]): string => from[pickIndex(random, from.length)] ?? "";
  const syllable = (): string => pick(onsets) + pick(vowels) + pick(codas);
  const known = new Set(everyday);
  const made: string[] = [];
  while (made.length < count) {
    const word = syllable() + syllable() + (random() < 0.3 ? syllable() : "");
    if (word.length < minLength || known.has(word)) continue;
    known.add(word);
    made.push(word);
  }
  return made;
}

/** Flattens the very top: without it the first word alone would be a twelfth of all text. */
const zipfShift = 10;

/** Draws a word as natural text does: the n-th most frequent one with a chance of about 1/n (Zipf, Mandelbrot). */
export function zipfDraw(words: readonly string[], random: () => number): string {
  const index = Math.floor(zipfShift * ((words.length + zipfShift) / zipfShift) ** random()) - zipfShift;
  return words[Math.min(index, words.length - 1)] ?? "";
}
