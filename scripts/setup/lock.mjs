// One set-up of a folder at a time: a second command waits for the first.
import fs from "node:fs";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";

/** True when a process of this id runs. */
export function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}

/** Runs `work` while this process alone holds `file`; a lock left by a dead process is taken over. */
export async function withLock(file, work, onWait = () => undefined) {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  for (let waited = false; !take(file); waited = true) {
    const holder = Number(readOr(file, "0"));
    if (holder === 0 || !isAlive(holder)) fs.rmSync(file, { force: true });
    else {
      if (!waited) onWait(holder);
      await wait(250);
    }
  }
  try {
    return await work();
  } finally {
    fs.rmSync(file, { force: true });
  }
}

function take(file) {
  // The name appears with its content in one step, so no one ever reads an empty lock.
  const draft = `${file}.${process.pid}`;
  try {
    fs.writeFileSync(draft, String(process.pid));
    fs.linkSync(draft, file);
    return true;
  } catch (error) {
    if (error.code === "EEXIST") return false;
    // A file system without hard links (exFAT): create it exclusively instead.
    try {
      fs.writeFileSync(file, String(process.pid), { flag: "wx" });
      return true;
    } catch (second) {
      if (second.code === "EEXIST") return false;
      throw second;
    }
  } finally {
    fs.rmSync(draft, { force: true });
  }
}

function readOr(file, otherwise) {
  try {
    return fs.readFileSync(file, "utf8");
  } catch {
    return otherwise;
  }
}
