/** Turns a scenario into one self-contained k6 script. The only place esbuild is configured. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, type Metafile, type Plugin } from "esbuild";
import { type Operation, operations } from "#contract/operations";
import { type Role, roles } from "#contract/roles";
import { Problem } from "../scripts/lib/problem.ts";
import { type OneFunction, oneFunction } from "./one-function.ts";

const root = fileURLToPath(new URL("../", import.meta.url));

export interface Bundle {
  /** The script, its source map inside. */
  readonly code: string;
  /** The roles it puts under load: those whose dialects it holds. */
  readonly roles: readonly Role[];
  /** The operations its code declares. */
  readonly operations: readonly Operation[];
}

/** The dialects a run speaks, by role; `auto` finds its own out among all. A role that is not named keeps all of its folder. */
export type SpokenDialects = { readonly [R in Role]?: readonly string[] };

/** Bundles a TypeScript file of k6 code, by its path in the project. */
export async function bundle(entryPoint: string, spoken: SpokenDialects = {}): Promise<Bundle> {
  const { metafile, outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: [entryPoint],
    outdir: "build/dist", // only names the output: it stays in memory
    write: false,
    bundle: true,
    format: "esm",
    platform: "neutral", // neither Node nor browser built-ins resolve, so a stray node:* import fails here
    mainFields: ["module", "main"], // "neutral" ignores both by default
    target: "es2023",
    external: ["k6", "k6/*"],
    plugins: [dialectFolders(spoken)],
    sourcemap: "external",
    metafile: true,
    logLevel: "silent",
  });
  refuseStrays(metafile);
  const map = outputFiles.find(({ path }) => path.endsWith(".map"));
  const script = outputFiles.find(({ path }) => path.endsWith(".js"));
  if (map === undefined || script === undefined) throw new Error(`esbuild made nothing of ${entryPoint}`);
  return {
    code: withMap(oneFunction(script.text), map.text),
    roles: roles.filter((role) => `dialects:${role}` in metafile.inputs),
    operations: declaredOperations(metafile),
  };
}

/** k6 then reports TypeScript file and line; it does not read maps from other files. */
function withMap({ code, linesAdded }: OneFunction, map: string): string {
  const told = JSON.parse(map) as { mappings: string };
  told.mappings = ";".repeat(linesAdded) + told.mappings; // a semicolon a line: https://tc39.es/ecma426/
  const encoded = Buffer.from(JSON.stringify(told)).toString("base64");
  return `${code}//# sourceMappingURL=data:application/json;base64,${encoded}\n`;
}

/** Each is declared once, as `operation("registry.list")` or `derived("workflow.flow")`; k6 refuses at its start what is not found here. */
function declaredOperations({ inputs }: Metafile): readonly Operation[] {
  const sources = Object.keys(inputs).filter((path) => path.startsWith("scenarios/"));
  const declared = sources.flatMap((path) =>
    [...readFileSync(join(root, path), "utf8").matchAll(/\b(?:operation|derived)\("([^"]+)"\)/g)].map(
      ([, name]) => name,
    ),
  );
  return operations.filter((name) => declared.includes(name));
}

/** `#dialects/<role>` becomes a module that holds the files of the role's folder, by file name: those that are spoken. */
function dialectFolders(spoken: SpokenDialects): Plugin {
  return {
    name: "dialect folders",
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^#dialects\// }, ({ path }) => ({
        path: path.slice("#dialects/".length),
        namespace: "dialects",
      }));
      onLoad({ filter: /.*/, namespace: "dialects" }, ({ path: role }) => {
        const resolveDir = join(root, "scenarios/dialects", role);
        const names = readdirSync(resolveDir)
          .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"))
          .map((file) => file.slice(0, -".ts".length))
          .filter((name) => isSpoken(name, spoken[role as Role]));
        const imports = names.map((name, index) => `import { dialect as d${index} } from "./${name}.ts";`);
        const entries = names.map((name, index) => `${JSON.stringify(name)}: d${index}`);
        return { contents: `${imports.join("\n")}\nexport const dialects = { ${entries.join(", ")} };`, resolveDir };
      });
    },
  };
}

function isSpoken(name: string, spoken: readonly string[] | undefined): boolean {
  return spoken === undefined || spoken.includes("auto") || spoken.includes(name);
}

/** esbuild leaves a URL import alone without a word; k6 would fetch it at run time. */
function refuseStrays({ outputs }: Metafile): void {
  for (const { imports, entryPoint } of Object.values(outputs)) {
    const stray = imports.find(({ path }) => !/^k6(\/|$)/.test(path));
    if (stray === undefined) continue;
    throw new Problem("broken", {
      what: `${entryPoint} imports "${stray.path}"`,
      why: "k6 would fetch it at run time, so runs would differ and need the network",
      fix: "install it with npm and import it by name",
    });
  }
}
