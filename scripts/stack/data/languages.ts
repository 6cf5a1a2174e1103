/** How a few languages spell what every program holds: a file's head, functions, assignments, conditions, comments. Pure. */

/** A name's words, spelled as the language does: orderTotal, order_total. */
type Spell = (...words: readonly string[]) => string;

export interface Language {
  readonly extension: string;
  /** Out of a hundred files, how many are written in it. */
  readonly share: number;
  readonly spell: Spell;
  head(topic: string, used: readonly string[]): readonly string[];
  comment(words: readonly string[]): string;
  open(name: string, first: string, second: string): string;
  assign(name: string, call: string, from: string): string;
  branch(name: string, other: string, call: string): readonly string[];
  close(name: string): readonly string[];
}

const upperFirst = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
const camel: Spell = (first = "", ...rest) => first + rest.map(upperFirst).join("");
const pascal: Spell = (...words) => words.map(upperFirst).join("");
const snake: Spell = (...words) => words.join("_");
const sentence = (words: readonly string[]): string => `${upperFirst(words.join(" "))}.`;

const typescript: Language = {
  extension: "ts",
  share: 35,
  spell: camel,
  head: (topic, used) => [
    `/** ${sentence([topic, ...used])} */`,
    ...used.map((word) => `import { ${camel(word, topic)} } from "./${word}.ts";`),
  ],
  comment: (words) => `  // ${sentence(words)}`,
  open: (name, first, second) => `export function ${name}(${first}: string, ${second}: number): void {`,
  assign: (name, call, from) => `  const ${name} = ${call}(${from});`,
  branch: (name, other, call) => [
    `  if (${name} !== undefined && ${other}.length > 0) {`,
    `    ${call}(${name});`,
    "  }",
  ],
  close: (name) => [`  return ${name};`, "}"],
};

const python: Language = {
  extension: "py",
  share: 25,
  spell: snake,
  head: (topic, used) => [
    `"""${sentence([topic, ...used])}"""`,
    ...used.map((word) => `from .${word} import ${snake(word, topic)}`),
  ],
  comment: (words) => `    # ${sentence(words)}`,
  open: (name, first, second) => `def ${name}(${first}: str, ${second}: int = 0) -> None:`,
  assign: (name, call, from) => `    ${name} = ${call}(${from})`,
  branch: (name, other, call) => [`    if ${name} is not None and ${other}:`, `        ${call}(${name})`],
  close: (name) => [`    return ${name}`],
};

const go: Language = {
  extension: "go",
  share: 20,
  spell: camel,
  head: (topic, used) => [
    `// Package ${topic}: ${sentence(used)}`,
    `package ${topic}`,
    "",
    "import (",
    ...used.map((word) => `\t"example.org/${topic}/${word}"`),
    ")",
  ],
  comment: (words) => `\t// ${sentence(words)}`,
  open: (name, first, second) => `func ${upperFirst(name)}(${first} string, ${second} int) error {`,
  assign: (name, call, from) => `\t${name} := ${call}(${from})`,
  branch: (name, other, call) => [`\tif ${name} != nil && len(${other}) > 0 {`, `\t\t${call}(${name})`, "\t}"],
  close: (name) => [`\treturn ${name}`, "}"],
};

const java: Language = {
  extension: "java",
  share: 12,
  spell: camel,
  head: (topic, used) => [
    `package org.example.${topic};`,
    "",
    ...used.map((word) => `import org.example.${word}.${pascal(word, topic)};`),
    "",
    `/** ${sentence([topic, ...used])} */`,
  ],
  comment: (words) => `        // ${sentence(words)}`,
  open: (name, first, second) => `    public void ${name}(String ${first}, int ${second}) {`,
  assign: (name, call, from) => `        var ${name} = ${call}(${from});`,
  branch: (name, other, call) => [
    `        if (${name} != null && !${other}.isEmpty()) {`,
    `            ${call}(${name});`,
    "        }",
  ],
  close: (name) => [`        this.accept(${name});`, "    }"],
};

const markdown: Language = {
  extension: "md",
  share: 8,
  spell: snake,
  head: (topic, used) => [`# ${upperFirst(topic)}`, "", sentence(used), ""],
  comment: (words) => sentence(words),
  open: (name, first, second) => `## \`${name}\`: ${first} and ${second}`,
  assign: (name, call, from) => `- \`${name}\` comes from \`${call}\` of \`${from}\`.`,
  branch: (name, other, call) => [`- Without \`${name}\` or \`${other}\` there is no \`${call}\`.`],
  close: (name) => [`See \`${name}\`.`],
};

export const languages: readonly Language[] = [typescript, python, go, java, markdown];
