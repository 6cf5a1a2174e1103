/** A line of the timeline as the session page shows it; faults are told apart, since they are drawn. */
import type { Happening } from "../run/timeline.ts";
import type { Message } from "./message.ts";

const shownElsewhere = new Set(["time", "elapsedMs", "event", "fault", "target", "isBitten", "isHealed", "startMs"]);
const faultEvents = new Set(["inject", "bitten", "heal", "healed"]);

export function happeningMessage(happening: Happening): Message {
  const { time, event, fault, target, isBitten, isHealed } = happening;
  const isOfFault = faultEvents.has(event) && typeof fault === "string";
  const details = Object.entries(happening)
    .filter(([name]) => !shownElsewhere.has(name) || (!isOfFault && name === "target"))
    .map(([name, value]) => `${name} ${typeof value === "object" ? JSON.stringify(value) : value}`)
    .join(", ");
  return {
    type: "happening",
    timeMs: Date.parse(time),
    event,
    details,
    ...(isOfFault ? { fault: `${fault} of ${target}`, isGood: isBitten !== false && isHealed !== false } : {}),
  };
}
