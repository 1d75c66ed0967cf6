import { StreambookError } from "../../../errors.js";
import type { DataType, StructField, StructType } from "../../../types/data-type.js";
import { isOn, leniencyOf, type TextOptions } from "./options.js";
import { parseJson, type JsonNode } from "./parse.js";
import { inferred, merged, settled } from "./schema.js";
import { timeTexts, type TimeTexts } from "./times.js";

const STRING: DataType = { kind: "string" };

/** Works out the columns of JSON records, as Spark: the type that holds every value of a field, the fields in the order of their names. */
export class JsonInference {
  readonly #options: TextOptions;
  readonly #times: TimeTexts;
  readonly #mode: string;
  #type: DataType = { kind: "struct", fields: [] };

  constructor(options: TextOptions, timeZone: string) {
    this.#options = options;
    this.#times = timeTexts(options, timeZone);
    this.#mode = (options["mode"] ?? "PERMISSIVE").toUpperCase();
  }

  /** One record: an object, or an array of them. */
  add(text: string): void {
    if (text.trim() === "") return;
    let root: JsonNode | null;
    try {
      root = parseJson(text, leniencyOf(this.#options));
    } catch {
      return this.#refuse(text);
    }
    if (root === null) return;
    const type = inferred(root, this.#options, this.#times);
    const rows = type.kind === "array" ? type.element : type;
    if (rows.kind === "struct") this.#type = merged(this.#type, rows);
    else if (rows.kind !== "null") this.#refuse(text);
  }

  schema(): StructType {
    const type = isOn(this.#options, "dropFieldIfAllNull") ? withoutNulls(this.#type) : this.#type;
    return ((type && settled(type)) ?? { kind: "struct", fields: [] }) as StructType;
  }

  #refuse(text: string): void {
    if (this.#mode === "FAILFAST")
      throw new StreambookError({
        code: "MALFORMED_RECORD_IN_PARSING.WITHOUT_SUGGESTION",
        step: "json reader",
        rule: "A record is malformed, and the parse mode is FAILFAST.",
        got: text.slice(0, 500),
        cure: 'mode "PERMISSIVE" keeps the text of malformed records in the column _corrupt_record',
      });
    if (this.#mode === "DROPMALFORMED") return;
    const name = this.#options["columnnameofcorruptrecord"] ?? "_corrupt_record";
    this.#type = merged(this.#type, { kind: "struct", fields: [{ name, type: STRING, nullable: true }] });
  }
}

/** Leaves out what was null in every record; null when nothing is left. */
function withoutNulls(type: DataType): DataType | null {
  switch (type.kind) {
    case "null":
      return null;
    case "array": {
      const element = withoutNulls(type.element);
      return element && { ...type, element };
    }
    case "struct": {
      const fields = type.fields.flatMap((f): StructField[] => {
        const own = withoutNulls(f.type);
        return own === null ? [] : [{ ...f, type: own }];
      });
      return fields.length === 0 ? null : { kind: "struct", fields };
    }
    default:
      return type;
  }
}
