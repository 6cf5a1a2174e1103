/** What someone who plans work does: switch to a project, look entities up, write an item down, list their own. */
import { sleep } from "k6";
import exec from "k6/execution";
import { pickIndex, randomFrom } from "#contract/random";
import { dialects } from "#dialects/workflow";
import type { Client, Entity, EntitySearch, WorkflowDialect } from "../dialects/workflow.ts";
import { chosen } from "./chosen.ts";
import { operation } from "./operation.ts";
import { isOpenModel, seed } from "./plan.ts";
import { switcher } from "./project-switcher.ts";
import { spread } from "./spread.ts";
import type { User } from "./user.ts";

const entities = operation("workflow.entities");
const createItem = operation("workflow.create_item");
const listItems = operation("workflow.list_items");

const isClosed = !isOpenModel("workflow");
/** WF-09: a pause between a user's rounds as between the queries of SRCH-05. */
const thinkSeconds = 1;
/** Entities of a project that a user remembers, to look for their like. */
const examplesKept = 5;

/** One iteration is one round: each of the four operations once, in one project. */
export const planner: User = (system) => {
  const dialect = chosen(dialects, system);
  const draw = randomFrom(seed * 7919 + exec.vu.idInTest);
  const client: Client = { url: system.url, id: `planner-${seed}-${exec.vu.idInTest}` };
  const lookUp = looker(dialect, client, draw);
  const switchOn = switcher(dialect, client, draw);
  let rounds = 0;

  const round = (): void => {
    rounds += 1;
    lookUp(switchOn());
    const item = { title: `Item ${rounds} of ${client.id}`, type: `task of ${client.id}` };
    const { answer, failure } = createItem(dialect.createItem(client, item));
    listItems(dialect.listItems(client, item.type, failure === undefined ? dialect.itemId(answer) : undefined));
  };
  return () => {
    if (isClosed && rounds === 0) sleep(spread(exec.vu.idInTest) * thinkSeconds); // users do not think in step
    round();
    if (isClosed) sleep(thinkSeconds);
  };
};

/** Looks for the like of entities seen before, so that it knows what must be found; the first look is at any. */
function looker(dialect: WorkflowDialect, client: Client, draw: () => number): (projectId?: string) => void {
  const seenIn = new Map<string, readonly Entity[]>();
  let seenLast: readonly Entity[] = [];
  return (projectId) => {
    const own = projectId === undefined ? undefined : seenIn.get(projectId);
    const search = searchFor(own ?? seenLast, own !== undefined, draw);
    const { answer, failure } = entities(dialect.entities(client, projectId, search));
    if (failure !== undefined || projectId === undefined || own !== undefined) return;
    const found = dialect.entitiesIn(answer).filter((entity) => searchableKeys(entity).length > 0);
    if (found.length === 0) return;
    seenLast = found.slice(0, examplesKept);
    seenIn.set(projectId, seenLast);
  };
}

function searchFor(examples: readonly Entity[], isHere: boolean, draw: () => number): EntitySearch | undefined {
  const example = examples[pickIndex(draw, examples.length)];
  if (example === undefined) return undefined;
  const keys = searchableKeys(example);
  const key = keys[pickIndex(draw, keys.length)];
  return key === undefined ? undefined : { example, key, isHere };
}

function searchableKeys({ data }: Entity): string[] {
  return Object.keys(data).filter((key) => typeof data[key] !== "object");
}
