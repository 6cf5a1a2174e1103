/** Writes a tree of generated source files once and counts it; the same spec gives the same tree, byte for byte. */
import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { pickIndex, randomFrom } from "#contract/random";
import { writeSource } from "./source-text.ts";
import { type VocabularyName, wordsOf } from "./vocabulary.ts";

export interface TreeSpec {
  readonly seed: number;
  readonly files: number;
  readonly vocabulary: VocabularyName;
  /** Top folders with an equal part of the files each, which can be indexed by themselves. */
  readonly folders: readonly string[];
}

/** What a tree holds, counted while it was written. */
interface TreeFacts {
  readonly files: number;
  readonly lines: number;
  readonly bytes: number;
  /** Vocabulary words that are in some files and not in many, for queries. */
  readonly words: readonly string[];
}

export interface GeneratedTree extends TreeFacts {
  readonly root: string;
}

/** To be raised when the text that a spec gives changes: trees of another form are made anew. */
const form = 1;
const modules = 40;
const factsFile = "facts.json";

/** Below `parent`; taken from there when it was made before. */
export function generateTree(parent: string, spec: TreeSpec): GeneratedTree {
  const home = join(parent, `${spec.vocabulary}-${spec.files}-${spec.seed}-${form}`);
  const root = join(home, "tree");
  const made = readFacts(home);
  if (made !== undefined) return { root, ...made };
  mkdirSync(parent, { recursive: true });
  const draft = mkdtempSync(`${home}-draft-`); // gets its name once it is whole
  try {
    const facts = writeTree(join(draft, "tree"), spec);
    writeFileSync(join(draft, factsFile), JSON.stringify(facts));
    rmSync(home, { recursive: true, force: true });
    renameSync(draft, home);
    return { root, ...facts };
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    const other = readFacts(home);
    if (other !== undefined) return { root, ...other }; // somebody else was faster
    throw error;
  }
}

function readFacts(home: string): TreeFacts | undefined {
  try {
    return JSON.parse(readFileSync(join(home, factsFile), "utf8")) as TreeFacts;
  } catch {
    return undefined; // not made yet
  }
}

function writeTree(root: string, { seed, files, vocabulary, folders }: TreeSpec): TreeFacts {
  const random = randomFrom(seed);
  const words = wordsOf(vocabulary);
  const filesWith = new Map(words.map((word) => [word, 0]));
  const folderMade = new Set<string>();
  let lines = 0;
  let bytes = 0;
  for (let index = 0; index < files; index += 1) {
    const { text, topic, extension } = writeSource(words, random);
    const folder = `${folders[index % folders.length]}/${words[pickIndex(random, modules)]}`;
    const path = join(root, folder, `${topic}-${index}.${extension}`); // the number keeps names apart
    if (!folderMade.has(folder)) mkdirSync(dirname(path), { recursive: true });
    folderMade.add(folder);
    writeFileSync(path, text);
    lines += text.split("\n").length - 1;
    bytes += Buffer.byteLength(text);
    for (const word of new Set(text.match(/[A-Z]?[a-z]+/g)?.map((part) => part.toLowerCase()))) {
      const count = filesWith.get(word);
      if (count !== undefined) filesWith.set(word, count + 1);
    }
  }
  return { files, lines, bytes, words: searchable(filesWith, files) };
}

/** As `readVocabulary` does with a database: neither everywhere nor almost nowhere. */
function searchable(filesWith: ReadonlyMap<string, number>, files: number): string[] {
  const [fewest, most] = [Math.max(2, files * 0.002), Math.max(4, files * 0.05)];
  return [...filesWith].filter(([, count]) => count >= fewest && count <= most).map(([word]) => word);
}
