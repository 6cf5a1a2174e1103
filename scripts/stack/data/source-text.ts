/** Writes the text of one generated source file: a topic of its own, functions of some lines, a size as sources have. Pure. */
import { pickIndex } from "#contract/random";
import { type Language, languages } from "./languages.ts";
import { zipfDraw } from "./vocabulary.ts";

export interface SourceText {
  readonly extension: string;
  /** The file's subject, fit for its name. */
  readonly topic: string;
  readonly text: string;
}

/** Words a file comes back to; the rest of its words are drawn from the whole vocabulary. */
const topicWords = 24;
const onTopicShare = 0.7;

/** Sizes of real sources are log-normal: most are short, a few are very long. */
const medianLines = 60;
const spread = 0.9;
const maxLines = 1500;

export function writeSource(words: readonly string[], random: () => number): SourceText {
  const language = pickLanguage(random);
  const topic = Array.from({ length: topicWords }, () => zipfDraw(words, random));
  const word = (): string =>
    random() < onTopicShare ? (topic[pickIndex(random, topic.length)] ?? "") : zipfDraw(words, random);
  const lineCount = Math.min(maxLines, Math.max(5, Math.round(medianLines * Math.exp(spread * normal(random)))));
  const subject = topic[0] ?? "";
  const lines = [...language.head(subject, [...new Set(topic.slice(1, 6))])];
  while (lines.length < lineCount) lines.push("", ...writeFunction(language, word, random));
  return { extension: language.extension, topic: subject, text: `${lines.slice(0, lineCount).join("\n")}\n` };
}

function writeFunction({ spell, ...language }: Language, word: () => string, random: () => number): string[] {
  const name = spell(word(), word());
  const lines = [language.open(name, word(), word())];
  const statements = 3 + pickIndex(random, 15);
  let last = name;
  for (let index = 0; index < statements; index += 1) {
    const kind = random();
    const next = spell(word(), word());
    if (kind < 0.15) lines.push(language.comment([word(), word(), word(), word(), word()]));
    else if (kind < 0.3) lines.push(...language.branch(last, word(), spell(word(), word())));
    else lines.push(language.assign(next, spell(word(), word()), last));
    last = next;
  }
  lines.push(...language.close(last));
  return lines;
}

function pickLanguage(random: () => number): Language {
  let left = random() * languages.reduce((sum, { share }) => sum + share, 0);
  for (const language of languages) {
    left -= language.share;
    if (left < 0) return language;
  }
  throw new Error("there are no languages");
}

/** A draw from the normal distribution of mean 0 and deviation 1 (Box and Muller). */
function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
