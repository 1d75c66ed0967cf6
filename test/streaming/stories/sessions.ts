import { ManualClock, StreamSession } from "streambook";

type Config = Readonly<Record<string, string | number>>;

const sessions = new Map<string, Promise<StreamSession>>();

/** One session for all stories with the same settings, as a service has one for its queries. Batches of ten rows gain nothing from threads. */
export function sessionWith(config: Config): Promise<StreamSession> {
  const key = JSON.stringify(config);
  let session = sessions.get(key);
  if (!session) {
    const clock = new ManualClock("2024-01-01T00:00:00Z");
    session = StreamSession.create({ clock, seed: 1, threads: 1, config, print: () => undefined });
    sessions.set(key, session);
  }
  return session;
}

export async function stopSessions(): Promise<void> {
  for (const session of sessions.values()) await (await session).stop();
  sessions.clear();
}
