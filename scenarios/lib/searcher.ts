/** What someone who searches does: a query of one or two words that occur in what is searched. */
import { sleep } from "k6";
import exec from "k6/execution";
import type { PlannedSystem } from "#contract/plan";
import { pickIndex, randomFrom } from "#contract/random";
import { dialects } from "#dialects/search";
import { chosen } from "./chosen.ts";
import { operation } from "./operation.ts";
import { isOpenModel, seed } from "./plan.ts";
import { spread } from "./spread.ts";
import { tenantOf } from "./tenant.ts";
import type { User } from "./user.ts";

const query = operation("search.query");

const hitsAsked = 10;
const isClosed = !isOpenModel("search");
/** SRCH-05: one second between a user's queries. */
const thinkSeconds = 1;

/** One iteration is one query. */
export const searcher: User = (system) => {
  const dialect = chosen(dialects, system);
  const random = randomFrom(seed * 7919 + exec.vu.idInTest);
  const tenant = tenantOf(system, exec.vu.idInTest);
  let hasCome = false;
  return () => {
    if (isClosed && !hasCome) sleep(spread(exec.vu.idInTest) * thinkSeconds); // users do not think in step
    hasCome = true;
    const words = tenant?.drawWords(random) ?? drawWords(system, random);
    query(dialect.query(system.url, words, hitsAsked, tenant));
    if (isClosed) sleep(thinkSeconds);
  };
};

/** One or two words that occur in what is searched. */
export function drawWords({ vocabulary = ["function"] }: PlannedSystem, draw: () => number): string[] {
  const word = (): string => vocabulary[pickIndex(draw, vocabulary.length)] ?? "function";
  return draw() < 0.5 ? [word()] : [word(), word()];
}
