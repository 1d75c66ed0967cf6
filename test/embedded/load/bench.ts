import { afterEach, beforeEach } from "vitest";
import { Database, type Connection } from "../../../src/embedded/database.js";

/** A database and a connection for each test of a file. */
export function eachWithConnection(): { readonly connection: Connection } {
  let database: Database;
  let connection: Connection;
  beforeEach(async () => {
    database = await Database.open({ timeZone: "UTC", threads: 2 });
    connection = await database.connect();
  });
  afterEach(async () => {
    connection.close();
    await database.close();
  });
  return {
    get connection() {
      return connection;
    },
  };
}
