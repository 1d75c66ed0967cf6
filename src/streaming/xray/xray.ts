import type { Xray, XrayBatch } from "../../plan/xray.js";
import type { History } from "../history.js";
import { xrayBatches } from "./batches.js";
import { xrayFigure } from "./figure.js";
import { xrayText } from "./text.js";

/** The x-ray of one query, which prints as its text. */
export class QueryXray implements Xray {
  readonly #title: string;
  readonly #history: History;

  constructor(name: string | null, history: History) {
    this.#title = name === null ? "The query in event time" : `${name} in event time`;
    this.#history = history;
  }

  get batches(): readonly XrayBatch[] {
    return xrayBatches(this.#history.batches);
  }

  text(): string {
    return xrayText(this.#title, this.batches);
  }

  figure(): { data: object[]; layout: object } {
    return xrayFigure(this.#title, this.batches);
  }

  toString(): string {
    return this.text();
  }

  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return this.text();
  }
}
