// The file that tells a kernel where to listen and with which key: for this user's eyes only.
import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

const channels = ["shell", "iopub", "stdin", "control", "hb"];

/** Writes a connection file with five free ports and a fresh key. */
export async function createConnection() {
  const ports = await freePorts(channels.length);
  const info = { transport: "tcp", ip: "127.0.0.1", signature_scheme: "hmac-sha256", key: randomUUID() };
  channels.forEach((channel, at) => (info[`${channel}_port`] = ports[at]));
  // mkdtemp makes a folder that only this user can enter.
  const folder = mkdtempSync(join(tmpdir(), "streambook-kernel-"));
  const file = join(folder, "kernel.json");
  writeFileSync(file, JSON.stringify(info), { mode: 0o600 });
  return {
    file,
    key: info.key,
    address: (channel) => `tcp://${info.ip}:${info[`${channel}_port`]}`,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** All are held until the last one is known, so that they differ. */
async function freePorts(count) {
  const listening = () =>
    new Promise((resolve, reject) => {
      const server = createServer().once("error", reject);
      server.listen(0, "127.0.0.1", () => resolve(server));
    });
  const servers = await Promise.all(Array.from({ length: count }, listening));
  const ports = servers.map((server) => server.address().port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}
