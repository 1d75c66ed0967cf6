// Opens an address in the user's browser, or quietly does not: the address is printed anyway.
import { spawn } from "node:child_process";

/** The command that opens `url`, or undefined where no screen is. */
export function browserCommand(url, { platform = process.platform, env = process.env } = {}) {
  if (platform === "darwin") return ["open", [url]];
  if (platform === "win32") return ["rundll32", ["url.dll,FileProtocolHandler", url]];
  if (env.DISPLAY === undefined && env.WAYLAND_DISPLAY === undefined) return undefined;
  return ["xdg-open", [url]];
}

/** Opens it, without waiting and without ever failing. */
export function openBrowser(url, env) {
  const command = browserCommand(url, { env });
  if (command === undefined) return;
  const child = spawn(command[0], command[1], { env, stdio: "ignore", detached: true });
  child.on("error", () => undefined);
  child.unref();
}
