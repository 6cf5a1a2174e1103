/** Takes a client of a workflow server from project to project, and keeps in mind where it is. */
import { pickIndex } from "#contract/random";
import type { Client, WorkflowDialect } from "../dialects/workflow.ts";
import { operation } from "./operation.ts";

const projects = operation("workflow.projects");
const switchTo = operation("workflow.switch");

/** WF-01: so many projects are switched among. */
const projectsUsed = 10;

/** Each call is one switch. Gives the active project, `undefined` where the server's last word is not known. */
export function switcher(dialect: WorkflowDialect, client: Client, draw: () => number): () => string | undefined {
  let known: readonly string[] = [];
  let active: string | undefined;
  return () => {
    if (known.length === 0) known = learnProjects(dialect, client);
    const next = known[pickIndex(draw, known.length)];
    if (next === undefined) return undefined; // counted as failed; the next call asks again
    const { failure } = switchTo(dialect.switchTo(client, next, active));
    active = failure === undefined ? next : undefined;
    return active;
  };
}

function learnProjects(dialect: WorkflowDialect, client: Client): readonly string[] {
  const { answer, failure } = projects(dialect.projects(client));
  return failure === undefined ? dialect.projectIds(answer).slice(0, projectsUsed) : [];
}
