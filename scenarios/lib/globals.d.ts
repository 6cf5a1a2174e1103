/** What k6 has and @types/k6 does not declare. */
declare const console: {
  log(...data: unknown[]): void;
  warn(...data: unknown[]): void;
  error(...data: unknown[]): void;
};

/** The first line of a script, written by Node before each run. */
declare function RUN_PLAN<Part extends keyof import("#contract/plan").K6Plan>(
  part: Part,
): import("#contract/plan").K6Plan[Part];

/** The bundler turns these into every file of the dialect folder, by file name: adding a dialect is adding a file. */
declare module "#dialects/registry" {
  export const dialects: { readonly [name: string]: import("../dialects/registry.ts").RegistryDialect };
}
declare module "#dialects/search" {
  export const dialects: { readonly [name: string]: import("../dialects/search.ts").SearchDialect };
}
declare module "#dialects/workflow" {
  export const dialects: { readonly [name: string]: import("../dialects/workflow.ts").WorkflowDialect };
}
declare module "#dialects/mcp" {
  export const dialects: { readonly [name: string]: import("../dialects/mcp.ts").McpDialect };
}
