/**
 * The time of a record in nanoseconds since 1970, as two integers: their 19 digits do not fit a JavaScript number.
 * `read` looks at the time; `step` moves on to the next record of the same chunk.
 */
export interface RecordClock {
  seconds: number;
  nanos: number;
  read(): void;
  step(): void;
}

/** Between two records of one chunk: small enough that the times never run ahead of the wall clock for long. */
const STEP_NANOS = 100;

/** The wall clock; within it, times only go forward (a clock that was set back by more than a second is followed). */
export class SystemClock implements RecordClock {
  seconds = 0;
  nanos = 0;

  read(): void {
    const ms = Date.now();
    const seconds = Math.floor(ms / 1000);
    const nanos = (ms % 1000) * 1_000_000 + Math.floor((performance.now() % 1) * 1_000_000);
    const ahead = this.seconds - seconds + (this.nanos - nanos) / 1e9;
    if (ahead >= 0 && ahead < 1) return this.step();
    this.seconds = seconds;
    this.nanos = nanos;
  }

  step(): void {
    this.nanos += STEP_NANOS;
    carry(this);
  }
}

/** A clock that moves by a fixed amount with each record: for samples and tests. */
export class StepClock implements RecordClock {
  /** @param seconds where it starts, @param stepNanos how far a record moves it (under one second). */
  constructor(
    public seconds: number,
    readonly stepNanos: number,
    public nanos = 0,
  ) {}

  read(): void {}

  step(): void {
    this.nanos += this.stepNanos;
    carry(this);
  }
}

function carry(clock: RecordClock): void {
  if (clock.nanos < 1_000_000_000) return;
  clock.nanos -= 1_000_000_000;
  clock.seconds += 1;
}
