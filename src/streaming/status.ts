import { messageOf } from "./failure.js";
import type { StreamingQueryStatus } from "../plan/streaming-query.js";

/** Spark's messages, and what sources have to say while the query waits. */
export class QueryStatus {
  #message = "Initializing sources";
  #isDataAvailable = false;
  #isTriggerActive = false;
  #ended = false;
  readonly #notices = new Map<string, string>();

  startTrigger(): void {
    this.#isTriggerActive = true;
  }

  processing(): void {
    this.#message = "Processing new data";
    this.#isDataAvailable = true;
  }

  waiting(message: "Waiting for data to arrive" | "Waiting for next trigger", dataAvailable: boolean): void {
    this.#message = message;
    this.#isDataAvailable = dataAvailable;
    this.#isTriggerActive = false;
  }

  /** Spark's last words: "Stopped", or why it did. */
  end(reason: unknown): void {
    this.#message = reason === null ? "Stopped" : `Terminated with exception: ${messageOf(reason)}`;
    this.#isDataAvailable = false;
    this.#isTriggerActive = false;
    this.#ended = true;
  }

  /** One standing notice per topic; an empty text takes it back. */
  notice(topic: string, text: string): void {
    if (text === "") this.#notices.delete(topic);
    else this.#notices.set(topic, text);
  }

  /** The texts alone; none of a query that has ended. */
  get notices(): readonly string[] {
    return this.#ended ? [] : [...this.#notices.values()];
  }

  get current(): StreamingQueryStatus {
    const notices = this.#ended ? [] : [...this.#notices].map(([topic, text]) => ` (${topic}: ${text})`);
    return {
      message: this.#message + notices.join(""),
      isDataAvailable: this.#isDataAvailable,
      isTriggerActive: this.#isTriggerActive,
    };
  }
}
