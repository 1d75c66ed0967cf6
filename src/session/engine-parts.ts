import type { Database } from "../embedded/database.js";
import type { Clock } from "../plan/clock.js";
import type { StreamingQueryManager } from "../streaming/manager.js";
import type { RuntimeConfig } from "./conf.js";

/** What the engine of a session is made of. */
export interface LocalEngineParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly conf: RuntimeConfig;
  readonly streams: StreamingQueryManager;
  readonly seed: number | null;
  print(text: string): void;
}
