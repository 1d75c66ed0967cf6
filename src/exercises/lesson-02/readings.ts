import { t } from "../../types/t.js";

/** A row of the iot stream once its lines are parsed. */
export const READING = t.struct({
  Arrival_Time: t.long(),
  Creation_Time: t.long(),
  Device: t.string(),
  Index: t.long(),
  Model: t.string(),
  User: t.string(),
  gt: t.string(),
  x: t.double(),
  y: t.double(),
  z: t.double(),
});

export const READING_COLUMNS: readonly string[] = READING.fields.map(({ name }) => name);
