import { readFileSync } from "node:fs";

export interface ShowAnswer {
  readonly options: {
    readonly n?: number;
    readonly truncate?: number;
    readonly vertical?: boolean;
    readonly timeZone?: string;
  };
  readonly ddl: string;
  readonly text: string;
}

export interface SchemaAnswer {
  readonly ddl: string;
  readonly errors?: readonly string[];
  readonly json?: string;
  readonly sql?: string;
  readonly catalog?: string;
  readonly simple?: string;
  readonly toDDL?: string;
  readonly tree?: string;
  readonly tree2?: string;
  readonly repr?: string;
}

/** What the real Spark answered; spark-answers.py asks it again. */
export interface SparkAnswers {
  readonly spark: string;
  readonly timestamps: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly timestampTexts: Readonly<
    Record<
      string,
      readonly (readonly [text: string, zoned: string | null, plain: string | null, days: string | null])[]
    >
  >;
  readonly numbers: {
    readonly double: readonly (readonly [string, string])[];
    readonly float: readonly (readonly [string, string])[];
  };
  readonly dates: Readonly<Record<string, string>>;
  readonly shows: Readonly<Record<string, ShowAnswer>>;
  readonly schemas: readonly SchemaAnswer[];
}

export const answers = JSON.parse(
  readFileSync(new URL("./spark-answers.json", import.meta.url), "utf8"),
) as SparkAnswers;
