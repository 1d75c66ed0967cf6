// The book as a learner starts it: `npm start -- --no-browser --port N`, until the address is printed.
import { spawn } from "node:child_process";
import path from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../..", import.meta.url));

/** Starts the book and resolves to { url, stop }; the first start installs what is missing. */
export async function startBook(port) {
  const start = path.join(root, "scripts", "start.mjs");
  const child = spawn(process.execPath, [start, "--no-browser", "--port", String(port)], {
    cwd: root,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  const stop = async () => {
    child.kill("SIGINT");
    await ended;
  };
  let said = "";
  const url = await new Promise((resolve, reject) => {
    child.stdout.on("data", (bytes) => {
      said += bytes;
      const address = /http:\/\/127\.0\.0\.1:\d+\/\S+/.exec(said)?.[0];
      if (address) resolve(address);
    });
    void ended.then((code) => reject(new Error(`npm start ended with code ${code}:\n${said}`)));
  });
  return { url, stop };
}
