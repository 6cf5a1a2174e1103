/** What a knowledge graph is filled with before a run: entities with observations of everyday words. Pure. */
import { pickIndex, randomFrom } from "#contract/random";
import { wordsOf } from "../data/vocabulary.ts";

export interface Entity {
  readonly name: string;
  readonly entityType: string;
  readonly observations: readonly string[];
}

const entityCount = 150;
const entityTypes = ["service", "person", "decision", "incident", "library"] as const;
const observationsEach = 3;
const wordsEach = 6;
/** The most frequent words of the ordinary vocabulary: real ones, as people write down. */
const wordCount = 1000;
const contentSeed = 7;

export function memoryEntities(): readonly Entity[] {
  const random = randomFrom(contentSeed);
  const words = wordsOf("ordinary").slice(0, wordCount);
  const word = (): string => words[pickIndex(random, words.length)] ?? "";
  const sentence = (): string => Array.from({ length: wordsEach }, word).join(" ");
  return Array.from({ length: entityCount }, (_, index) => ({
    name: `${word()}-${index}`,
    entityType: entityTypes[index % entityTypes.length] ?? "",
    observations: Array.from({ length: observationsEach }, sentence),
  }));
}

/** Words that occur in a few of them: neither everywhere nor but once. */
export function memoryVocabulary(entities: readonly Entity[]): readonly string[] {
  const holders = new Map<string, number>();
  for (const { observations } of entities)
    for (const word of new Set(observations.join(" ").split(" "))) holders.set(word, (holders.get(word) ?? 0) + 1);
  return [...holders].filter(([, count]) => count >= 2 && count <= 15).map(([word]) => word);
}
