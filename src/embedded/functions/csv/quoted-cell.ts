import { badRecord } from "./bad-record.js";
import { isBlank, type CsvFormat } from "./format.js";

/** The text is over in the midst of a cell. */
const END = new Error("the text ends inside a cell");

/**
 * A cell that begins with a quote and is not plainly closed by one: escapes, quotes that are not escaped, an end that never comes.
 * Spark's reader looks at one character and the one before; what it makes of a broken cell follows from that alone, so this does the same.
 */
export class QuotedCell {
  readonly #format: CsvFormat;
  readonly #text: string;
  #at: number;
  #char = "";
  /** The character before, an empty text when it means nothing any more. */
  #before = "";
  #value = "";
  /** A quote has stood where none may: from then on the cell ends at the separator. */
  #isBroken = false;
  #trims = false;
  #isSkipped = false;
  /** Cells that turned out to be before this one. */
  readonly #passed: string[] = [];

  /** `at` is the place behind the opening quote. */
  constructor(text: string, at: number, format: CsvFormat) {
    this.#text = text;
    this.#at = at;
    this.#format = format;
    this.#char = format.quote;
  }

  /** The cell, or the cells that it turns out to be, and the place where it ends; null for a cell in which nothing was said. */
  read(): { readonly values: readonly (string | null)[]; readonly end: number } {
    try {
      while (this.#inQuotes());
      return { values: [...this.#passed, this.#result()], end: this.#at - 1 };
    } catch (error) {
      if (error !== END) throw error;
      const isSaid = this.#endsSaid();
      const last = this.#value !== "" || isSaid ? this.#result() : null;
      return { values: [...this.#passed, last], end: this.#text.length };
    }
  }

  #result(): string | null {
    if (this.#isSkipped) return null;
    return this.#trims ? this.#value.replace(/[\0- ]+$/, "") : this.#value;
  }

  #next(): string {
    if (this.#at >= this.#text.length) throw END;
    return this.#text[this.#at++]!;
  }

  /** The character just read ends a cell. */
  #isStop(): boolean {
    const { separator, newline } = this.#format;
    return this.#text.startsWith(separator, this.#at - 1) || this.#text[this.#at - 1] === newline;
  }

  /** True when it goes on inside the quotes behind a broken place. */
  #inQuotes(): boolean {
    const { quote, escape, escapeEscape, newline, brokenQuotes } = this.#format;
    this.#char = this.#next();
    for (;;) {
      if (this.#before === quote && (isBlank(this.#char) || this.#isStop())) break;
      if (this.#char !== quote && this.#char !== escape) {
        if (this.#before === quote) return this.#broken();
        if (this.#before === escape && escape !== "") this.#value += escape;
        this.#take((c) => c === quote || c === escape || c === escapeEscape);
        this.#before = this.#char;
        this.#char = this.#next();
      } else {
        this.#escaped();
        this.#before = this.#char;
        this.#char = this.#next();
        if (this.#isBroken && this.#isStop()) return false;
      }
    }
    if (this.#isStop()) return false;
    let blanks = "";
    do {
      blanks += this.#char;
      this.#char = this.#next();
      if (this.#char === newline) return false;
    } while (isBlank(this.#char) && !this.#isStop());
    if (this.#isStop()) return false;
    this.#value += quote + blanks + this.#char;
    this.#before = this.#char;
    return brokenQuotes === "STOP_AT_CLOSING_QUOTE" || this.#upToStop();
  }

  /** A quote stands where none may, a character behind it. */
  #broken(): boolean {
    const { quote, brokenQuotes, separator } = this.#format;
    this.#isBroken = true;
    if (brokenQuotes === "BACK_TO_DELIMITER") {
      // The quote counts for nothing, and what has been taken in so far ends at the separators in it.
      const cells = this.#value.split(separator);
      this.#value = cells.pop()! + this.#char;
      this.#passed.push(...cells);
      this.#before = "";
      return true;
    }
    this.#value += quote + this.#char;
    this.#before = this.#char;
    return brokenQuotes === "STOP_AT_CLOSING_QUOTE" || this.#upToStop();
  }

  /** Takes the rest as it stands; the opening quote was meant as itself. */
  #upToStop(): false {
    const { brokenQuotes, isInFile } = this.#format;
    this.#isSkipped = brokenQuotes === "SKIP_VALUE";
    if (brokenQuotes === "RAISE_ERROR")
      throw badRecord(this.#text, isInFile, {
        rule: "A quote inside quotes is escaped (unescapedQuoteHandling is RAISE_ERROR).",
        cure: '.option("unescapedQuoteHandling", "STOP_AT_DELIMITER")',
      });
    this.#value = this.#format.quote + this.#value;
    this.#char = this.#next();
    this.#trims = this.#format.trimsRight;
    this.#take(() => this.#isStop());
    return false;
  }

  #take(stops: (char: string) => boolean): void {
    let char = this.#char;
    while (!stops(char)) {
      this.#value += char;
      char = this.#next();
    }
    this.#char = char;
  }

  /** A quote or an escape: what it makes of the one before. */
  #escaped(): void {
    const { quote, escape, escapeEscape } = this.#format;
    if (this.#char === escape && this.#before === escapeEscape && escapeEscape !== "") {
      this.#value += escape;
      this.#char = "";
    } else if (this.#before === escape && escape !== "") {
      if (this.#char === quote) {
        this.#value += quote;
        this.#char = "";
      } else this.#value += this.#before;
    } else if (this.#char === quote && this.#before === quote) this.#value += quote;
    else if (this.#before === quote) this.#afterQuote();
  }

  /** An escape behind a quote that closes nothing. */
  #afterQuote(): void {
    const { quote, escape } = this.#format;
    this.#value += quote;
    this.#before = this.#char;
    while (!this.#isStop()) {
      if (this.#char !== quote && this.#char !== escape) {
        if (this.#before === quote) return this.#afterQuote();
        this.#value += this.#char;
      } else this.#escaped();
      this.#before = this.#char;
      this.#char = this.#next();
    }
  }

  /** Whether an unfinished cell counts as said although it is empty. */
  #endsSaid(): boolean {
    const { quote, separator, newline, comment } = this.#format;
    if (this.#char === quote) {
      if (this.#before === quote) return true;
      if (!this.#isBroken) this.#value += quote;
    }
    return this.#before !== "" && ![separator, newline, comment].includes(this.#char);
  }
}
