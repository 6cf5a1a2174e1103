/** Finds a circle of capabilities that require each other: none of their agents could ever start. */

/** The circle as a path that ends where it began. Each capability is looked at once, and nothing recurses. */
export function findCycle(
  starts: Iterable<string>,
  requiredBy: (capability: string) => readonly string[],
): readonly string[] | undefined {
  const seen = new Set<string>();
  for (const start of starts) {
    const path: { readonly capability: string; readonly ahead: Iterator<string> }[] = [];
    const onPath = new Set<string>();
    const enter = (capability: string): void => {
      seen.add(capability);
      onPath.add(capability);
      path.push({ capability, ahead: requiredBy(capability)[Symbol.iterator]() });
    };
    if (!seen.has(start)) enter(start);
    for (let last = path.at(-1); last !== undefined; last = path.at(-1)) {
      const { value: next, done } = last.ahead.next();
      if (done) {
        path.pop();
        onPath.delete(last.capability);
      } else if (onPath.has(next)) {
        const entered = path.map(({ capability }) => capability);
        return [...entered.slice(entered.indexOf(next)), next];
      } else if (!seen.has(next)) {
        enter(next);
      }
    }
  }
  return undefined;
}
