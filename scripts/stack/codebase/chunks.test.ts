import { describe, expect, it } from "vitest";
import { chunksOf, isSource, nameUuid } from "./chunks.ts";

const file = (text: string, projectId = "default", path = "/tree/a.ts") => chunksOf({ projectId, path, text });
const lines = (count: number): string => Array.from({ length: count }, (_, index) => `line ${index + 1}\n`).join("");

describe("chunks", () => {
  it("cover every line once, 40 at a time, with the lines around them", () => {
    const [first, second, third, ...rest] = file(lines(95));
    expect(rest).toEqual([]);
    expect([first, second, third].map((chunk) => [chunk?.startLine, chunk?.endLine])).toEqual([
      [1, 40],
      [41, 80],
      [81, 95],
    ]);
    expect(first?.contextBefore).toBe("");
    expect(second?.contextBefore).toBe("line 38\nline 39\nline 40");
    expect(second?.contextAfter).toBe("line 81\nline 82\nline 83");
    expect(third?.content.split("\n")).toHaveLength(15);
    expect(third?.contextAfter).toBe("");
  });

  it("have an id that project, path and text decide", () => {
    const id = file(lines(3))[0]?.id;
    expect(file(lines(3))[0]?.id).toBe(id);
    const others = [file(lines(4)), file(lines(3), "other"), file(lines(3), "default", "/tree/b.ts")];
    expect(new Set([id, ...others.map((chunks) => chunks[0]?.id)]).size).toBe(4);
  });

  it("tell equal texts of one file apart", () => {
    const [first, second] = file("same\n".repeat(80));
    expect(first?.content).toBe(second?.content);
    expect(first?.id).not.toBe(second?.id);
  });

  it("are none for an empty or blank file", () => {
    expect([...file(""), ...file("\n\n  \n")]).toEqual([]);
  });
});

describe("what is indexed", () => {
  it("is neither binary nor minified", () => {
    expect(isSource(lines(2000))).toBe(true);
    expect(isSource("a\0b")).toBe(false);
    expect(isSource(`${"x=1;".repeat(1000)}\n`)).toBe(false);
  });
});

it("a name's UUID is well formed", () => {
  for (const name of ["", "a", "b", "c"]) {
    expect(nameUuid(name)).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  }
});
