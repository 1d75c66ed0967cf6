/** What is made of a cell that begins with a quote and has another one where none may stand. */
export const BROKEN_QUOTES = [
  "STOP_AT_DELIMITER",
  "STOP_AT_CLOSING_QUOTE",
  "BACK_TO_DELIMITER",
  "SKIP_VALUE",
  "RAISE_ERROR",
] as const;

/** How the cells of a CSV text stand in it. Single characters but for the separator; an empty text switches a role off. */
export interface CsvFormat {
  readonly separator: string;
  readonly quote: string;
  readonly escape: string;
  /** Stands before an escape that is meant as itself. */
  readonly escapeEscape: string;
  readonly comment: string;
  readonly trimsLeft: boolean;
  readonly trimsRight: boolean;
  readonly nullValue: string;
  readonly emptyValue: string;
  /** Ends a record in a text of several; an empty text when each record is given by itself. */
  readonly newline: string;
  readonly brokenQuotes: (typeof BROKEN_QUOTES)[number];
  /** Cells of a record, and characters of a cell; a record with more is an error. */
  readonly most: { readonly columns: number; readonly characters: number };
  /** Errors are those of a file. */
  readonly isInFile: boolean;
}

export const isBlank = (char: string | undefined): boolean => char !== undefined && char <= " ";
