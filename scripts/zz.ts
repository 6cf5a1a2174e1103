import { readdirSync } from "node:fs";
import { join } from "node:path";
import { believe } from "./report/recorded/believed.ts";
import { formatProblem } from "./lib/problem.ts";
const root="/work/main/results"; let n=0,t=performance.now();
for (const d of readdirSync(root)) { if(!/^\d{4}/.test(d)) continue; n++;
 try { believe("RUN",join(root,d)); } catch(e:any) { console.log(e.texts?formatProblem(e).split("\n")[0]!.slice(0,300):e); } }
console.log(n, performance.now()-t);
