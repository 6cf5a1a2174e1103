/** What someone does who turns what they find into work: search, write an item down that points at the chunks found, read it back. */
import { sleep } from "k6";
import exec from "k6/execution";
import type { PlannedSystem } from "#contract/plan";
import { randomFrom } from "#contract/random";
import { dialects as searchDialects } from "#dialects/search";
import { dialects } from "#dialects/workflow";
import type { Client } from "../dialects/workflow.ts";
import { chosen } from "./chosen.ts";
import { derived } from "./derived.ts";
import { type Outcome, operation } from "./operation.ts";
import { isOpenModel, seed, systemsOf } from "./plan.ts";
import { switcher } from "./project-switcher.ts";
import { drawWords } from "./searcher.ts";
import type { User } from "./user.ts";

const find = operation("search.find");
const createItem = operation("workflow.create_item");
const readItem = operation("workflow.read_item");

/** WF-05: search, create and read together. */
const wholeFlow = derived("workflow.flow");
/** WF-06: an item written down between two searches that nobody answered. */
const createWarned = derived("workflow.create_warned");

const [search] = systemsOf("search");
const isClosed = !isOpenModel("workflow");
const thinkSeconds = 1;
/** WF-05. */
const hitsAsked = 5;

/** One iteration is one flow. What fails is replaced by what the last flow had, so that each server is asked whatever becomes of the other. */
export const finder: User = (system) => {
  if (search === undefined) throw new Error("the plan has no search system to find anything in");
  const searchDialect = chosen(searchDialects, search);
  const dialect = chosen(dialects, system);
  const draw = randomFrom(seed * 7919 + exec.vu.idInTest);
  const client: Client = { url: system.url, id: `finder-${seed}-${exec.vu.idInTest}` };
  const switchOn = switcher(dialect, client, draw);
  let chunks: readonly string[] = [];
  let written: { readonly id: string; readonly chunks: readonly string[] } | undefined;
  let unheard: Outcome | undefined;
  let flows = 0;

  const flow = (): void => {
    flows += 1;
    const words = drawWords(search, draw);
    const found = at(search, () => find(searchDialect.query(search.url, words, hitsAsked)));
    const isUnheard = found.failure?.class === "transport" || found.failure?.class === "timeout";
    if (isUnheard && unheard !== undefined) judgeWarning(unheard);
    if (found.failure === undefined) chunks = searchDialect.chunkIds(found.answer);
    switchOn();
    const item = { title: `Flow ${flows} of ${client.id}`, type: "flow", chunks };
    const created = createItem(dialect.createItem(client, item));
    if (created.failure === undefined) written = { id: dialect.itemId(created.answer), chunks };
    unheard = isUnheard && created.failure === undefined && chunks.length > 0 ? created : undefined;
    const read = written && readItem(dialect.readItem(client, written.id, written.chunks));
    const steps = [found, created, ...(read === undefined ? [] : [read])];
    const ms = steps.reduce((sum, { answer }) => sum + answer.timings.duration, 0);
    wholeFlow(ms, steps.find(({ failure }) => failure !== undefined)?.failure);
  };
  const judgeWarning = ({ answer }: Outcome): void => {
    const why = "an item written down while nobody answered searches does not say that its chunks were not looked up";
    createWarned(answer.timings.duration, dialect.isUnchecked(answer) ? undefined : { class: "application", why });
  };
  return () => {
    flow();
    if (isClosed) sleep(thinkSeconds);
  };
};

/** Counts what is done at another system than the user's own as that one's. */
function at<T>({ role, target }: PlannedSystem, work: () => T): T {
  const { tags } = exec.vu.metrics;
  const own = { role: tags["role"], target: tags["target"] };
  Object.assign(tags, { role, target });
  const result = work();
  Object.assign(tags, own);
  return result;
}
