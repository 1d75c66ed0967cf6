import type { Waiting } from "../embedded/stream-program.js";

type Awaited = Waiting & { readonly until: number };

/** What comes out by the watermark alone, the first of it. */
export function firstToCome(waiting: readonly Waiting[]): Awaited | null {
  const comes = waiting.filter(
    (each): each is Awaited => each.until !== null && ["window", "session", "unpaired"].includes(each.kind),
  );
  return comes.reduce<Awaited | null>((a, b) => (a === null || b.until < a.until ? b : a), null);
}

/** Up to when it waits, what happens then, and how to see it earlier. */
export function told({ kind, of }: Waiting): {
  readonly until: string;
  readonly then: string;
  /** The mode that would show it earlier. */
  readonly other: string;
} {
  if (kind === "session")
    return {
      until: `the end of the first open session, that of ${of}`,
      then: "append mode writes a session when the watermark has reached its end",
      other: '.outputMode("complete")',
    };
  if (kind === "unpaired")
    return {
      until: `the time until which the first ${of} row without a partner is kept`,
      then: "a row of an outer join comes out alone when the watermark says that no partner can come any more",
      other: "",
    };
  return {
    until: "the end of the first open window",
    then: "append mode writes a window when the watermark has reached its end",
    other: '.outputMode("update")',
  };
}

/** The kept rows of a join's side. */
export function kept({ of, count: n, until }: Waiting): string {
  const rows = `${n} ${of} row${n === 1 ? " is" : "s are"} kept`;
  if (until === null) return `${rows} for ever: the join has no bound of their time over a watermark.`;
  return `${rows}, ${n === 1 ? "" : "the first of them "}until the watermark reaches ${clock(until)}.`;
}

/** What a deduplication remembers. */
export function remembered(waiting: readonly Waiting[]): string {
  const { count: n, until } = waiting.find((each) => each.kind === "duplicates")!;
  const keys = `${count(n, "key")} ${n === 1 ? "is" : "are"} remembered`;
  if (until === null) return `${keys}, for ever.`;
  return `${keys}, ${n === 1 ? "" : "the first of them "}until the watermark reaches ${clock(until)}.`;
}

export function count(n: number, what: string): string {
  return `${n} ${what}${n === 1 ? "" : "s"}`;
}

/** `3.2 s`, `4 min`, `23 h`. */
export function span(millis: number): string {
  const tenths = (value: number): string => String(Math.round(value * 10) / 10);
  if (millis < 60_000) return `${tenths(millis / 1000)} s`;
  if (millis < 3_600_000) return `${tenths(millis / 60_000)} min`;
  return `${tenths(millis / 3_600_000)} h`;
}

export function clock(millis: number): string {
  return millis === 0 ? "not set yet" : new Date(millis).toISOString();
}
