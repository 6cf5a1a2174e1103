/** JSON pointers (RFC 6901): the way to one value inside a JSON document. */

/** What accepts a pointer's text, for help and errors. */
export const pointerForm = /^(\/([^~/]|~[01])*)*$/;

/** The members to follow, made once for many documents. */
export function pointerSteps(pointer: string): readonly string[] {
  return pointer
    .split("/")
    .slice(1)
    .map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~")); // in this order: "~01" is "~1"
}

/** `undefined` where the steps lead nowhere. */
export function follow(document: unknown, steps: readonly string[]): unknown {
  let value = document;
  for (const step of steps) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, step)) return undefined;
    if (Array.isArray(value) && !/^(0|[1-9]\d*)$/.test(step)) return undefined;
    value = (value as { readonly [member: string]: unknown })[step];
  }
  return value;
}
