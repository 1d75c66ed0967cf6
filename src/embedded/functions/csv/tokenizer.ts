import { badRecord } from "./bad-record.js";
import { isBlank, type CsvFormat } from "./format.js";
import { QuotedCell } from "./quoted-cell.js";

/** One record: its cells, and where its text ends. */
export interface CsvRecord {
  readonly cells: readonly string[];
  readonly end: number;
}

/** Takes CSV apart as Spark's reader does. */
export class CsvTokenizer {
  readonly #format: CsvFormat;
  #text = "";
  #at = 0;

  constructor(format: CsvFormat) {
    this.#format = format;
  }

  /** The record that begins at a place of the text; null where there is none: an empty line, a comment. */
  read(text: string, start = 0): CsvRecord | null {
    const { separator, quote, comment, newline } = this.#format;
    if (start >= text.length || text[start] === newline) return null;
    if (comment !== "" && text[start] === comment) return null;
    if (newline === "" && (quote === "" || !text.includes(quote))) {
      const cells = text.split(separator);
      for (const cell of cells) this.#measure(cell, text);
      return this.#record(
        cells.map((c, i) => this.#trimmed(c, i === cells.length - 1)),
        text,
        text.length,
      );
    }
    this.#text = text;
    this.#at = start;
    const cells = this.#cell();
    while (this.#isSeparator(this.#at)) {
      this.#at += separator.length;
      cells.push(...this.#cell());
    }
    return this.#record(cells, text.slice(start, this.#at), this.#at);
  }

  #record(cells: string[], text: string, end: number): CsvRecord {
    const { most, isInFile } = this.#format;
    if (cells.length > most.columns)
      throw badRecord(text, isInFile, {
        rule: `A record has at most ${most.columns} columns (maxColumns).`,
        cure: `.option("maxColumns", ${cells.length})`,
      });
    return { cells, end };
  }

  /** Blanks at the beginning do not count where they are taken away. */
  #measure(cell: string, text: string): void {
    const { most, isInFile, trimsLeft } = this.#format;
    if (cell.length <= most.characters) return;
    const { length } = trimsLeft ? cell.replace(/^[\0- ]+/, "") : cell;
    if (length <= most.characters) return;
    throw badRecord(text, isInFile, {
      rule: `A cell has at most ${most.characters} characters (maxCharsPerColumn).`,
      cure: `.option("maxCharsPerColumn", ${length})`,
    });
  }

  /** The next cell; a broken one may turn out to be several. */
  #cell(): string[] {
    const { quote, nullValue, trimsLeft } = this.#format;
    const text = this.#text;
    if (trimsLeft) while (isBlank(text[this.#at]) && !this.#isEnd(this.#at)) this.#at++;
    if (this.#isEnd(this.#at)) return [nullValue];
    return quote !== "" && text[this.#at] === quote ? this.#quoted() : [this.#plain()];
  }

  #plain(): string {
    const start = this.#at;
    while (!this.#isEnd(this.#at)) this.#at++;
    const cell = this.#text.slice(start, this.#at);
    this.#measure(cell, cell);
    const isLast = this.#at >= this.#text.length;
    const { quote, separator } = this.#format;
    // With a separator of several characters Spark doubles a quote at the very end.
    const isOdd = isLast && separator.length > 1 && cell.endsWith(quote);
    return this.#trimmed(isOdd ? cell + quote : cell, isLast);
  }

  #trimmed(cell: string, isLast: boolean): string {
    const { trimsLeft, trimsRight, nullValue, emptyValue } = this.#format;
    if (!trimsLeft && !trimsRight) return cell === "" ? nullValue : cell;
    let [start, end] = [0, cell.length];
    if (trimsLeft) while (isBlank(cell[start])) start++;
    if (start >= end) return nullValue;
    if (trimsRight) while (end > start && isBlank(cell[end - 1])) end--;
    if (end > start) return cell.slice(start, end);
    return isLast ? emptyValue : nullValue;
  }

  #quoted(): string[] {
    const { quote, escape, nullValue, emptyValue } = this.#format;
    const said = (value: string | null): string =>
      value === null ? nullValue : value === "" ? emptyValue : value;
    const start = this.#at + 1;
    const close = this.#text.indexOf(quote, start);
    if (close >= 0 && this.#isEnd(close + 1)) {
      const value = this.#text.slice(start, close);
      if (escape === "" || !value.includes(escape)) {
        this.#at = close + 1;
        this.#measure(value, value);
        return [said(value)];
      }
    }
    const { values, end } = new QuotedCell(this.#text, start, this.#format).read();
    this.#at = end;
    for (const value of values) this.#measure(value ?? "", value ?? "");
    return values.map(said);
  }

  #isSeparator(at: number): boolean {
    return this.#text.startsWith(this.#format.separator, at);
  }

  #isEnd(at: number): boolean {
    return at >= this.#text.length || this.#text[at] === this.#format.newline || this.#isSeparator(at);
  }
}
