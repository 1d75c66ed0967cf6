import { endSession, StreamSession } from "../../session/session.js";
import { ManualClock } from "../../streaming/manual-clock.js";

/** Where a learner's function is run: a session of its own whose time stands still, and what it printed. */
export interface Lab {
  readonly session: StreamSession;
  readonly clock: ManualClock;
  readonly printed: readonly string[];
}

/** Time in a lab, when it opens. */
export const LAB_START = "2020-03-21T10:32:00Z";

/** Opens a lab, works in it, and closes it whatever happens: no query outlives a check. */
export async function inLab<T>(work: (lab: Lab) => Promise<T>): Promise<T> {
  const clock = new ManualClock(LAB_START);
  const printed: string[] = [];
  const session = await StreamSession.create({
    clock,
    seed: 1,
    threads: 1,
    config: { "spark.sql.session.timeZone": "UTC" },
    print: (text) => void printed.push(text),
  });
  try {
    return await work({ session, clock, printed });
  } finally {
    // Not session.stop(): that ends the simulators of the notebook too.
    await endSession(session);
  }
}
