import type { StructType } from "../../types/data-type.js";
import type { Connection } from "../database.js";
import { WORN_OUT } from "../dead-rows.js";
import { columnDefinitions } from "../sql-types.js";

interface InputTable {
  readonly name: string;
  columns: string;
  isBusy: boolean;
  /** Rows may stand in it. */
  isDirty: boolean;
  /** Rows that were in it: the engine passes by them still. */
  dead: number;
}

const tables = new WeakMap<Connection, Map<string, InputTable>>();

/** A temporary table of one connection, empty when it is taken, used again for the next batch: making one costs as much as a small batch. */
export interface TakenTable {
  readonly name: string;
  readonly schema: StructType;
  /** As it is written in a FROM clause. */
  readonly relation: string;
  /** Must be called before rows are put in. */
  fill(): Promise<void>;
  release(): Promise<void>;
}

/** Takes the place named `slot`; when that one is in use, another of the same name with a number. */
export function takeTable(connection: Connection, schema: StructType, slot: string): TakenTable {
  const own = tables.get(connection) ?? new Map<string, InputTable>();
  tables.set(connection, own);
  let name = `in_${slot}`;
  for (let n = 1; own.get(name)?.isBusy === true; n++) name = `in_${slot}_${n}`;
  const table = own.get(name) ?? { name, columns: "", isBusy: true, isDirty: false, dead: 0 };
  table.isBusy = true;
  own.set(name, table);
  const relation = `temp.main.${name}`;
  const columns = columnDefinitions(schema);
  const empty = async (): Promise<void> => {
    if (table.isDirty) table.dead += await connection.repeat(`TRUNCATE ${relation}`);
    table.isDirty = false;
  };
  return {
    name,
    schema,
    relation,
    fill: async () => {
      if (table.columns !== columns || table.dead > WORN_OUT) {
        await connection.run(`CREATE OR REPLACE TEMP TABLE ${name} (${columns})`);
        table.columns = columns;
        table.dead = 0;
      } else await empty();
      table.isDirty = true;
    },
    release: async () => {
      await empty();
      table.isBusy = false;
    },
  };
}
