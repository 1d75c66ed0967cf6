import { mkdtempSync, renameSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { col, fromJson, t, type DataFrame, type StreamSession } from "streambook";
import { parseSchemaDDL } from "../../../src/types/ddl.js";
import type { StoryInput } from "./format.js";

interface Source {
  add(rows: readonly object[]): void;
  read(options: Readonly<Record<string, string>>): DataFrame;
  remove(): void;
}

/** The inputs of a story: memory streams, and folders that files arrive in. */
export class Inputs {
  readonly #session: StreamSession;
  readonly #sources = new Map<string, Source>();

  constructor(session: StreamSession) {
    this.#session = session;
  }

  /** Makes the views; an input that is described anew keeps its rows. */
  describe(inputs: Readonly<Record<string, StoryInput>>): void {
    for (const [name, { schema, watermark, files }] of Object.entries(inputs)) {
      let source = this.#sources.get(name);
      if (!source) this.#sources.set(name, (source = files ? folder(this.#session) : memory(this.#session)));
      let df = source
        .read(files ?? {})
        .select(fromJson(col("value"), parseSchemaDDL(schema)).as("j"))
        .select("j.*") as DataFrame;
      if (watermark) df = df.withWatermark(...watermark);
      df.createOrReplaceTempView(name);
    }
  }

  add(name: string, rows: readonly object[]): void {
    this.#sources.get(name)!.add(rows);
  }

  remove(): void {
    for (const [name, source] of this.#sources) {
      this.#session.catalog.dropTempView(name);
      source.remove();
    }
  }
}

function memory(session: StreamSession): Source {
  const input = session.memoryStream(t.struct({ value: t.string() }));
  return {
    add: (rows) => input.addData(rows.map((row) => [JSON.stringify(row)])),
    read: () => input.toDF() as DataFrame,
    remove: () => undefined,
  };
}

/** Files that arrive a second after each other, by their times. */
function folder(session: StreamSession): Source {
  const place = mkdtempSync(path.join(tmpdir(), "story-input-"));
  let count = 0;
  return {
    add: (rows) => {
      const name = String(++count).padStart(4, "0");
      const made = path.join(place, `.${name}`);
      writeFileSync(made, rows.map((row) => `${JSON.stringify(row)}\n`).join(""));
      const time = Date.UTC(2024, 0, 1) / 1000 + count;
      utimesSync(made, time, time);
      renameSync(made, path.join(place, `${name}.txt`));
    },
    read: (options) => session.readStream.options(options).text(place),
    remove: () => rmSync(place, { recursive: true, force: true }),
  };
}
