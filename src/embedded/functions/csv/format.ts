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
}

export const isBlank = (char: string | undefined): boolean => char !== undefined && char <= " ";
