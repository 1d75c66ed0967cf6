import { expect, test } from "vitest";
import { Database } from "../../src/embedded/database.js";

// Made while the database closed, a connection used to take the process with it: this file would then report nothing.
test("a database that closes lets the connections end that are being made", async () => {
  for (let i = 0; i < 50; i++) {
    const database = await Database.open({ timeZone: "UTC", threads: 1 });
    const connections = Array.from({ length: 4 }, () => database.connect());
    await database.close();
    for (const made of await Promise.allSettled(connections)) {
      if (made.status === "fulfilled") made.value.close();
      else expect(made.reason).toMatchObject({ code: "SESSION_STOPPED" });
    }
    await expect(database.connect()).rejects.toMatchObject({ code: "SESSION_STOPPED" });
  }
});
