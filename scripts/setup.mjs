/** Installs what is missing, one line per step, each skipped when done. Plain JavaScript: it runs before the pinned Node is there. */
import { execFileSync, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../", import.meta.url));
const bin = join(root, "build/bin");
const goFlags = ["-trimpath", "-ldflags", "-s -w"]; // changing them rebuilds everything
/** The official build, for machines without Go: linux/amd64, verified by its hash. */
const k6Archive = {
  url: "https://github.com/grafana/k6/releases/download/v2.2.0/k6-v2.2.0-linux-amd64.tar.gz",
  sha256: "b5a8003c86f35f5cd5ceef1490312c48e587696c94d998cefc6d7b3b4cb1597d",
};

class Trouble extends Error {
  constructor(what, why, fix) {
    super(`error: ${what}\n  why: ${why}\n  fix: ${fix}`);
  }
}

const steps = {
  npm: {
    title: "npm packages",
    stamp: join(root, "node_modules/.installed"),
    inputs: ["package.json", "package-lock.json"],
    run: installPackages,
  },
  k6: { title: "k6", stamp: join(bin, "k6.stamp"), inputs: ["build/k6/go.mod", "build/k6/go.sum"], run: installK6 },
  toxiproxy: {
    title: "toxiproxy",
    stamp: join(bin, "toxiproxy.stamp"),
    inputs: ["build/toxiproxy/go.mod", "build/toxiproxy/go.sum"],
    run: installToxiproxy,
  },
};

async function main(names) {
  if (Number(process.versions.node.split(".")[0]) < 20) {
    throw new Trouble(
      `Node is ${process.version}`,
      "npm needs Node 20 to install what this suite runs on",
      "install Node 20 or newer",
    );
  }
  mkdirSync(bin, { recursive: true });
  for (const name of names) await perform(steps[name]);
}

/** A step is done when its stamp holds the hash of what it was made from. */
async function perform({ title, stamp, inputs, run }) {
  const made = createHash("sha256").update(JSON.stringify(goFlags));
  for (const file of inputs) made.update(readFileSync(join(root, file)));
  const wanted = made.digest("hex");
  const isDone = () => existsSync(stamp) && readFileSync(stamp, "utf8") === wanted;
  if (isDone()) return;
  await alone(async () => {
    if (isDone()) return; // another run did it while this one waited
    const begin = Date.now();
    say(`${title} …`);
    await run((progress) => say(`${title} … ${progress}`));
    writeFileSync(stamp, wanted);
    say(`${title}: installed in ${((Date.now() - begin) / 1000).toFixed(1)} s`, true);
  });
}

let shownAt = 0;
/** Redrawn on a terminal; elsewhere a line at most every 10 s, and the last one of each step. */
function say(text, isLast = false) {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[2K${text}${isLast ? "\n" : ""}`);
  else if (isLast || Date.now() - shownAt > 10_000) {
    process.stderr.write(`${text}\n`);
    shownAt = Date.now();
  }
}

/** Two first runs at once must not install over each other. The lock of a dead process does not count. */
async function alone(work) {
  const lock = join(bin, "setup.lock");
  const deadline = Date.now() + 15 * 60_000;
  while (!takeLock(lock)) {
    if (Date.now() > deadline)
      throw new Trouble(
        `${lock} is held by another run`,
        "two installations would disturb each other",
        "wait for it, or remove the file",
      );
    say("waiting for another run's installation");
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  try {
    await work();
  } finally {
    rmSync(lock, { force: true });
  }
}

function takeLock(lock) {
  try {
    writeFileSync(lock, String(process.pid), { flag: "wx" });
    return true;
  } catch {
    const holder = existsSync(lock) ? Number(readFileSync(lock, "utf8")) : 0;
    if (holder > 0 && !isRunning(holder)) rmSync(lock, { force: true });
    return false;
  }
}

function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}

async function installPackages() {
  await command("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"], root);
  const local = join(root, "node_modules/.bin/node"); // an optional dependency that did not install says nothing
  const version = execFileSync(existsSync(local) ? local : process.execPath, ["--version"], {
    encoding: "utf8",
  }).trim();
  if (Number(version.slice(1).split(".")[0]) >= 24) return;
  throw new Trouble(
    `Node 24 did not install and the system's is ${version}`,
    "the suite is TypeScript that Node runs as it is",
    "install Node 24 or newer, or run on linux x64 or arm64",
  );
}

async function installK6(progress) {
  if (hasGo()) return goBuild("k6", "go.k6.io/k6/v2", "k6", progress);
  if (process.platform !== "linux" || process.arch !== "x64") {
    throw new Trouble(
      "there is no Go 1.26 here",
      "k6 is built from its pinned source, and the official build is known for linux x64 only",
      "install Go 1.26 or newer",
    );
  }
  progress("downloading the official build, since there is no Go 1.26");
  const answer = await fetch(k6Archive.url, { signal: AbortSignal.timeout(240_000) }).catch((error) => ({
    ok: false,
    status: error.message,
  }));
  if (!answer.ok)
    throw new Trouble(
      `k6 cannot be had: no Go 1.26, and the release page answers ${answer.status}`,
      "without k6 there is no load",
      "install Go 1.26 or newer, or let this machine reach the k6 release page",
    );
  const bytes = Buffer.from(await answer.arrayBuffer());
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  if (sha256 !== k6Archive.sha256)
    throw new Trouble(
      `the k6 archive has SHA-256 ${sha256}`,
      `${k6Archive.sha256} was expected: it is not the released k6`,
      "install Go 1.26 or newer, or find out what stands between",
    );
  writeFileSync(join(bin, "k6.tar.gz"), bytes);
  await command("tar", ["-xzf", "k6.tar.gz", "--strip-components=1", "k6-v2.2.0-linux-amd64/k6"], bin);
  rmSync(join(bin, "k6.tar.gz"));
}

async function installToxiproxy(progress) {
  if (!hasGo())
    throw new Trouble(
      "there is no Go 1.26 here",
      "toxiproxy, which the tests put in front of a target, is built from its pinned source",
      "install Go 1.26 or newer",
    );
  await goBuild("toxiproxy", "github.com/Shopify/toxiproxy/v2/cmd/server", "toxiproxy-server", progress);
}

function hasGo() {
  try {
    const [, major, minor] =
      /go(\d+)\.(\d+)/.exec(execFileSync("go", ["version"], { encoding: "utf8", cwd: root })) ?? [];
    return Number(major) > 1 || Number(minor) >= 26;
  } catch {
    return false; // not on PATH
  }
}

/** Builds from the module that pins it; go.sum verifies every source file. */
async function goBuild(module, path, name, progress) {
  const cwd = join(root, "build", module);
  progress("fetching sources");
  let [fetched, total, compiled] = [0, 0, 0];
  await command("go", ["list", "-deps", path], cwd, (line) => {
    if (line.startsWith("go: downloading")) progress(`fetched ${++fetched} sources`);
    else total += 1;
  });
  await command("go", ["build", "-v", ...goFlags, "-o", join(bin, `${name}.new`), path], cwd, (line) => {
    if (/^[\w.-]+(\/|$)/.test(line)) progress(`compiled ${++compiled} of at most ${total} packages`);
  });
  renameSync(join(bin, `${name}.new`), join(bin, name));
}

/** Rejects with the command's own words when it fails. */
function command(file, args, cwd, onLine = () => {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { cwd, stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, GOWORK: "off" } });
    let said = "";
    const take = (chunk) => {
      said = (said + chunk).slice(-4000);
      for (const line of String(chunk).split("\n")) if (line !== "") onLine(line);
    };
    child.stdout.on("data", take);
    child.stderr.on("data", take);
    child.on("error", (error) =>
      reject(
        new Trouble(`${file} cannot be run: ${error.message}`, "it installs a part of the suite", `install ${file}`),
      ),
    );
    child.on("exit", (code) => {
      if (code === 0) resolve();
      else
        reject(
          new Trouble(
            `\`${file} ${args.join(" ")}\` ended with ${code}`,
            `it says: ${said.trim()}`,
            "correct what it complains of and run the command again",
          ),
        );
    });
  });
}

main(process.argv.slice(2)).catch((error) => {
  process.stderr.write(`\n${error instanceof Trouble ? error.message : error.stack}\n`);
  process.exitCode = 1;
});
