import type { Client } from "./client.js";

/** Where a server's clients get their records from: one live stream for all, or a sequence for each. */
export interface Supply {
  /** Begins to send to a client. */
  add(client: Client): void;
  /** The client has left. */
  remove(client: Client): void;
  /** Stops sending; nothing runs on. */
  close(): void;
}
