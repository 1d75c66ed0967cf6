import type { Waiting } from "../embedded/stream-program.js";
import type { Silence } from "../plan/silence.js";
import type { QuerySnapshot } from "../plan/streaming-query.js";
import type { Xray } from "../plan/xray.js";
import { catalogString } from "../types/type-text.js";
import { History, type BatchOutcome } from "./history.js";
import { silenceOf, type SilenceFacts } from "./silence.js";
import type { QueryStatus } from "./status.js";
import type { StreamParts } from "./stream-parts.js";
import { nextTriggerTime, type TriggerPlan } from "./trigger.js";
import type { Turns } from "./turns.js";
import { QueryXray } from "./xray/xray.js";

/** How a query stands at the moment of a look. */
export interface Standing {
  readonly failure: Error | null;
  readonly isActive: boolean;
  readonly isInBatch: boolean;
}

export interface LooksParts {
  readonly parts: StreamParts;
  readonly turns: Turns;
  readonly status: QueryStatus;
  readonly trigger: TriggerPlan;
  readonly standing: () => Standing;
}

/** What can be seen of a query from outside: its x-ray, why it is silent, its newest rows. A look never stops a query, nor waits inside of its batch. */
export class QueryLooks {
  readonly #query: LooksParts;
  readonly #history = new History();
  readonly #startedAt: number;
  /** Made when it is first asked for: from then on batches are looked into. */
  #xray: QueryXray | null = null;

  constructor(query: LooksParts) {
    this.#query = query;
    this.#startedAt = query.parts.clock.now();
  }

  /** Keeps what a batch showed. */
  async add(report: BatchOutcome): Promise<void> {
    const { program, clock } = this.#query.parts;
    // What cannot be seen must not stop the query.
    const look = this.#xray === null ? null : ((await program.look?.().catch(() => null)) ?? null);
    this.#history.add(report, clock.now(), look);
  }

  xray(): Xray {
    const { program, name } = this.#query.parts;
    if (this.#xray === null) program.watch?.();
    return (this.#xray ??= new QueryXray(name, this.#history));
  }

  async explainSilence(): Promise<Silence> {
    const { standing, turns, parts } = this.#query;
    const { isActive, isInBatch } = standing();
    // The state is read between batches; who is part of one must not wait for it.
    if (!isActive || isInBatch) return silenceOf(this.#facts([], isActive));
    let waiting: readonly Waiting[] = [];
    await turns.run(async () => {
      if (standing().isActive) waiting = (await parts.program.waiting?.()) ?? [];
    });
    return silenceOf(this.#facts(waiting, false));
  }

  async snapshot(limit: number): Promise<QuerySnapshot> {
    const { program, snapshot } = this.#query.parts;
    if (snapshot) return snapshot(limit);
    const columns = program.schema.fields.map(({ name, type }) => ({ name, type: catalogString(type) }));
    return { columns, rows: [], total: 0 };
  }

  #facts(waiting: readonly Waiting[], isBusy: boolean): SilenceFacts {
    const { parts, trigger, status, standing } = this.#query;
    const { failure, isActive } = standing();
    const now = parts.clock.now();
    return {
      now,
      startedAt: this.#startedAt,
      failure,
      isActive,
      isBusy,
      mode: parts.program.mode,
      nextTrigger: trigger.kind === "interval" ? nextTriggerTime(now, trigger.interval) : null,
      history: this.#history,
      waiting,
      notices: status.notices,
    };
  }
}
