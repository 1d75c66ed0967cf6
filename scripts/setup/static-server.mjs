// Serves a folder of pages on 127.0.0.1.
import fs from "node:fs";
import http from "node:http";
import path from "node:path";

const types = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json",
  ".ipynb": "application/json",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".jpg": "image/jpeg",
  ".gif": "image/gif",
  ".ico": "image/x-icon",
  ".woff2": "font/woff2",
  ".txt": "text/plain; charset=utf-8",
  ".csv": "text/csv; charset=utf-8",
};

/** The file of `folder` an address means, or undefined when it lies outside or is not there. */
export function fileFor(folder, address) {
  let name;
  try {
    name = decodeURIComponent(new URL(address, "http://localhost").pathname);
  } catch {
    return undefined;
  }
  const file = path.resolve(folder, `.${name}`);
  const inside = path.relative(folder, file);
  if (name.includes("\0") || inside.startsWith("..") || path.isAbsolute(inside)) return undefined;
  const status = fs.statSync(file, { throwIfNoEntry: false });
  if (status?.isFile()) return file;
  const index = path.join(file, "index.html");
  return status?.isDirectory() && fs.existsSync(index) ? index : undefined;
}

/** Serves `folder` on a port; resolves, once it listens, to { url, stop }. */
export async function serveFolder(folder, port) {
  const server = http.createServer((request, response) => {
    const file = fileFor(folder, request.url ?? "/");
    if (file === undefined || (request.method !== "GET" && request.method !== "HEAD")) {
      response.writeHead(file === undefined ? 404 : 405, { "content-type": "text/plain; charset=utf-8" });
      response.end("There is no such page here.\n");
      return;
    }
    response.writeHead(200, {
      "content-type": types[path.extname(file).toLowerCase()] ?? "application/octet-stream",
      "cache-control": "no-cache",
    });
    if (request.method === "HEAD") response.end();
    else
      fs.createReadStream(file)
        .on("error", () => response.destroy())
        .pipe(response);
  });
  await new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  const stop = () =>
    new Promise((resolve) => {
      server.close(resolve);
      server.closeAllConnections();
    });
  return { url: `http://127.0.0.1:${server.address().port}/`, stop };
}
