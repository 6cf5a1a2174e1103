/** The list of expected failures cannot hide anything: only a listed failure, failing as listed, is not red (OPS-12). */
import { expect, it } from "vitest";
import type { ExpectedFailure } from "../../report/expected-failures.ts";
import { asListed } from "./row.ts";

const listed: ExpectedFailure = {
  row: "REG-00",
  target: "somebody",
  assertion: "it holds",
  why: "it never did",
  shows: /^as ever/,
};

const failing = (message: string) => async (): Promise<void> => {
  throw new Error(message);
};

it("OPS-12: a listed failure is not red, and nothing else is spared", async () => {
  await asListed(failing("as ever: 1"), listed);
  await asListed(async () => {}, undefined);
  await expect(asListed(failing("something new"), listed)).rejects.toThrow("fails on somebody otherwise than listed");
  await expect(asListed(failing("as ever: 1"), undefined)).rejects.toThrow("as ever");
});

it("OPS-12: a listed row that passes is red", async () => {
  await expect(asListed(async () => {}, listed)).rejects.toThrow(
    "REG-00 passes on somebody and is listed as a failure",
  );
});
