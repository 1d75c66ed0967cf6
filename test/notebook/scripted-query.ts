import type { Snapshot, WatchedQuery } from "../../src/notebook/contract.js";

/** A query whose batches the test makes. */
export class ScriptedQuery implements WatchedQuery {
  readonly id = "00000000-0000-0000-0000-000000000001";
  isActive = true;
  reads = 0;
  lastProgress: WatchedQuery["lastProgress"] = null;
  notices: string[] = [];
  readonly status = { message: "", isDataAvailable: false, isTriggerActive: false };
  #rows: unknown[][] = [];
  #failure: Error | null = null;
  readonly #listeners = new Set<() => void>();

  constructor(readonly name: string | null = "scripted") {}

  get watchers(): number {
    return this.#listeners.size;
  }

  batch(...values: unknown[]): void {
    this.#rows.push(...values.map((value) => [value]));
    const batchId = (this.lastProgress?.batchId ?? -1) + 1;
    this.lastProgress = {
      batchId,
      numInputRows: values.length,
      inputRowsPerSecond: 1.5,
      processedRowsPerSecond: 2000,
    };
    this.#tell();
  }

  fail(error: Error): void {
    this.#failure = error;
    this.isActive = false;
    this.#tell();
  }

  async snapshot(limit: number): Promise<Snapshot> {
    this.reads += 1;
    const rows = this.#rows.slice(0, limit);
    return { columns: [{ name: "value", type: "string" }], rows, total: this.#rows.length };
  }

  async stop(): Promise<void> {
    this.isActive = false;
    this.#tell();
  }

  exception(): Error | null {
    return this.#failure;
  }

  onProgress(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}
