/** What a workflow dialect spells: work in projects. One file in dialects/workflow/ is one kind of workflow server. */
import type { Answer, Exchange } from "../lib/operation.ts";

/** The server and who talks to it: each client has an active project of its own. */
export interface Client {
  readonly url: string;
  readonly id: string;
}

export interface Entity {
  readonly id: string;
  readonly type: string;
  readonly data: { readonly [key: string]: unknown };
}

/** Entities of the example's type that hold the same value under `key`. */
export interface EntitySearch {
  readonly example: Entity;
  readonly key: string;
  /** The example is of the project that is searched, so it must be found; else there may be nothing like it. */
  readonly isHere: boolean;
}

interface NewItem {
  readonly title: string;
  /** Told apart by it when they are listed. */
  readonly type: string;
  /** Ids of the chunks of code it points at. */
  readonly chunks?: readonly string[];
}

export interface WorkflowDialect {
  /** Right when there is one. */
  projects(client: Client): Exchange;
  projectIds(answer: Answer): readonly string[];
  /** Right when the server confirms this project and, where it is known, the one the client was in before. */
  switchTo(client: Client, projectId: string, before: string | undefined): Exchange;
  /** Right when all match and belong to the project, where it is known, and what must be found is; without a search those of any kind. */
  entities(client: Client, projectId: string | undefined, search?: EntitySearch): Exchange;
  entitiesIn(answer: Answer): readonly Entity[];
  /** Right when the server confirms what was written down. */
  createItem(client: Client, item: NewItem): Exchange;
  itemId(answer: Answer): string;
  /** It says that the chunks an item points at could not be looked up. */
  isUnchecked(answer: Answer): boolean;
  /** Right when it points at these chunks, in this order. */
  readItem(client: Client, itemId: string, chunks: readonly string[]): Exchange;
  /** The latest items of a type. Right when all are of it, and the given one is among them. */
  listItems(client: Client, type: string, itemId: string | undefined): Exchange;
}
