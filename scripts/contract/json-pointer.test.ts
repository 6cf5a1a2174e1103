/** The examples of RFC 6901, and pointers that lead nowhere. */
import { expect, it } from "vitest";
import { follow, pointerForm, pointerSteps } from "./json-pointer.ts";

const document = { foo: ["bar", "baz"], "": 0, "a/b": 1, "c%d": 2, "m~n": 8, "~1": 9, " ": 7, nothing: null };
const at = (pointer: string): unknown => follow(document, pointerSteps(pointer));

it("follows every kind of step the RFC shows", () => {
  expect(at("")).toBe(document);
  expect(["/foo", "/foo/0", "/", "/a~1b", "/c%d", "/m~0n", "/~01", "/ ", "/nothing"].map(at)).toEqual([
    document.foo,
    "bar",
    0,
    1,
    2,
    8,
    9,
    7,
    null,
  ]);
});

it("leads nowhere past the end, into what has no members, and to what only the language has there", () => {
  const nowhere = ["/none", "/foo/2", "/foo/-", "/foo/01", "/foo/length", "/foo/0/0", "/nothing/x", "/toString"];
  expect(nowhere.map(at)).toEqual(nowhere.map(() => undefined));
});

it.each(["", "/", "/a/b", "/a~0b~1c", "//"])('takes "%s" as a pointer', (text) => expect(text).toMatch(pointerForm));
it.each(["a", "a/b", "/a~", "/a~2", "#/a", "$.a"])('does not take "%s" as one', (text) =>
  expect(text).not.toMatch(pointerForm),
);
