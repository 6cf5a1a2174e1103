/**
 * Puts all of a bundled script into one function. What stands at the top of a module, k6's engine keeps by name for every
 * user, and each import of a k6 module once more: 10 KiB a user on a small script. Inside of a function names cost nothing.
 */
import type { K6Plan } from "#contract/plan";

interface Imported {
  readonly module: string;
  /** `default` or the exported name. */
  readonly name: string;
  readonly local: string;
}

/** The script, and by how many lines its code moved down. */
export interface OneFunction {
  readonly code: string;
  readonly linesAdded: number;
}

/**
 * Of an ES module as esbuild prints it: each import on lines of its own, exports in one list at the end. What makes metrics
 * is let go at the end: k6 lets none be made later.
 */
export function oneFunction(script: string): OneFunction {
  const shared = new Map<string, Imported>();
  const share = (imported: Imported): string => {
    const key = `${imported.module} ${imported.name}`;
    const once = shared.get(key) ?? { ...imported, local: `k6_${shared.size}` };
    shared.set(key, once);
    return `${imported.local} = ${once.local}`;
  };
  const done: string[] = [];
  const body = script
    .replace(/^import ([^;"']+) from "([^"]+)";$/gm, (statement, clause: string, module: string) => {
      const imported = importedNames(clause);
      const names = imported.map((name) => share({ ...name, module }));
      if (module === "k6/metrics") done.push(...imported.map(({ local }) => `${local} = void 0; `));
      return `var ${names.join(", ")};${lineEnds(statement)}`;
    })
    .replace(/^export \{([^}]*)\};\s*$/m, (_, list: string) => `${done.join("")}return {${returned(list)}};\n`);
  const exports = [...script.matchAll(/^export \{([^}]*)\};\s*$/gm)].flatMap(([, list = ""]) => namesOf(list));
  const head = [...shared.values()].map(
    ({ module, name, local }) => `import { ${name} as ${local} } from "${module}";`,
  );
  const made = exports.map(([, exported], index) => `${exported}: made_${index}`);
  const told = exports.map(([, exported], index) => `made_${index} as ${exported}`);
  return {
    code: `${[planLine(unplanned), ...head, `const { ${made.join(", ")} } = (() => {`].join("\n")}\n${body}})();\nexport { ${told.join(", ")} };\n`,
    linesAdded: head.length + 2,
  };
}

const unplanned = `throw new Error("without a plan: start runs with \`make load\`, not with k6 alone");`;

function planLine(body: string): string {
  return `const RUN_PLAN = (part) => { ${body} };`;
}

/**
 * The script with a plan as its first line: `RUN_PLAN("seed")` gives one part of it, made anew each time, so that users hold
 * what they take and nothing else. To read the plan as JSON costs each of them 7 KiB.
 */
export function withPlan(script: string, plan: K6Plan): string {
  const parts = Object.entries(plan).map(
    ([part, value]) => `case ${JSON.stringify(part)}: return ${JSON.stringify(value)};`,
  );
  return `${planLine(`switch (part) { ${parts.join(" ")} }`)}${script.slice(script.indexOf("\n"))}`;
}

/** Of `http`, `{ Counter as Counter2, Rate }`, or both. */
function importedNames(clause: string): readonly Omit<Imported, "module">[] {
  const [, single, list = ""] = /^(\w[\w$]*)?[\s,]*(?:\{([^}]*)\})?$/.exec(clause) ?? [];
  if (single === undefined && list === "") throw new Error(`import ${clause} is of no kind that scripts here have`);
  const named = namesOf(list).map(([name, local]) => ({ name, local }));
  return single === undefined ? named : [{ name: "default", local: single }, ...named];
}

/** `a, b as c` as pairs of what stands before and after `as`. */
function namesOf(list: string): readonly (readonly [string, string])[] {
  const names = list.split(",").map((each) => each.trim());
  return names.filter(Boolean).map((each) => {
    const [before = "", after = before] = each.split(" as ");
    return [before, after];
  });
}

function returned(list: string): string {
  return namesOf(list)
    .map(([local, exported]) => ` ${exported}: ${local}`)
    .join(",");
}

function lineEnds(text: string): string {
  return "\n".repeat(text.split("\n").length - 1);
}
