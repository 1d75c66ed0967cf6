/** A table or view by name. */
export interface CatalogTable {
  readonly name: string;
  readonly isTemporary: boolean;
}

/** What the catalogue needs of the engine. */
export interface CatalogParts {
  tableNames(): readonly string[];
  dropTempView(name: string): boolean;
}

/** The names that `session.sql` and `session.table` know: temporary views, and the tables of memory sinks. */
export class Catalog {
  readonly #parts: CatalogParts;

  constructor(parts: CatalogParts) {
    this.#parts = parts;
  }

  /** In the order of their names. */
  listTables(): CatalogTable[] {
    return this.#parts.tableNames().map((name) => ({ name, isTemporary: true }));
  }
  tableExists(name: string): boolean {
    return this.#parts.tableNames().some((known) => known.toLowerCase() === name.toLowerCase());
  }
  /** Forgets a view; false when there was none. */
  dropTempView(name: string): boolean {
    return this.#parts.dropTempView(name);
  }
  currentDatabase(): string {
    return "default";
  }
}
