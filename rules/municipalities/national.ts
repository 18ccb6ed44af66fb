/** A row as the national register publishes it: lower-case names, every value a text. */
export type OpenDataRow = Readonly<Record<string, unknown>>;

/** Tables of the national register's open data that a price is made of. */
export interface OpenDataTables {
  regelingen: readonly OpenDataRow[];
  gebiedRegelingen: readonly OpenDataRow[];
  tijdvakken: readonly OpenDataRow[];
  tariefberekeningen: readonly OpenDataRow[];
  tariefdelen: readonly OpenDataRow[];
}
