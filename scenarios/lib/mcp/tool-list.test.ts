/** A tool may be on any page of the list. */
import { expect, it } from "vitest";
import { type AskPage, findTool } from "./tool-list.ts";

/** A server of these pages, and the cursors it was asked for. */
function server(pages: readonly object[]): { readonly ask: AskPage; readonly cursors: unknown[] } {
  const cursors: unknown[] = [];
  const ask: AskPage = ({ cursor }, judge) => {
    cursors.push(cursor);
    return judge({ ...pages[Math.min(cursors.length, pages.length) - 1] }, "");
  };
  return { ask, cursors };
}
const page = (name: string, nextCursor?: string): object => ({ tools: [{ name }], nextCursor });

it("stops at the page that names the tool", () => {
  const { ask, cursors } = server([page("a", "2"), page("echo", "3"), page("z")]);
  expect(findTool("echo", ask)).toBeUndefined();
  expect(cursors).toEqual([undefined, "2"]);
});

it("is an application failure when no page names it", () => {
  const { ask } = server([page("a", "2"), page("b")]);
  expect(findTool("echo", ask)).toEqual({ class: "application", why: 'the list does not name the tool "echo"' });
});

it("ends with a server whose cursors do not", () => {
  const { ask, cursors } = server([page("a", "again")]);
  expect(findTool("echo", ask)).toMatchObject({ class: "application" });
  expect(cursors).toHaveLength(20);
});

it("is a protocol failure without a list", () => {
  expect(findTool("echo", server([{}]).ask)).toMatchObject({ class: "protocol" });
});

it("stops at the first setback", () => {
  expect(findTool("echo", () => "lost")).toBe("lost");
});
