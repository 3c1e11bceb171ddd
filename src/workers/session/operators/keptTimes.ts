import {
  type CostRow,
  type CostScope,
  type CostStore,
  type CostTable,
  type CostTableData,
  createCostTable,
  importCostTable,
  openCostStore,
  scopeName,
} from '../../../bench';

/**
 * Operator times, and which of them the browser keeps. What a table is keyed by tells shapes, attributes and custom
 * operators of a model: so times of a private model stay in this worker's memory unless the person asks for them to be kept.
 */
export class KeptTimes {
  /** By scope and key: what must not be stored. */
  private readonly inMemory = new Map<
    string,
    { readonly scope: CostScope; readonly rows: Map<string, CostRow> }
  >();
  /** By scope: keys that the store has. */
  private readonly stored = new Map<string, Set<string>>();

  constructor(private readonly store: CostStore = openCostStore()) {}

  /** All times that are known for a scope. */
  async load(scope: CostScope): Promise<CostTable> {
    const kept = await this.store.load(scope);
    this.stored.set(scopeName(scope), new Set([...kept.rows()].map(({ key }) => key)));
    return createCostTable(scope, [...kept.rows(), ...this.rowsOf(scope).values()]);
  }

  /** Takes down a table's new times. @param keep they may be stored: the model is public, or the person asked for it */
  async save(table: CostTable, keep: boolean): Promise<void> {
    const { scope } = table;
    const stored = this.storedOf(scope);
    const rows = this.rowsOf(scope);
    for (const row of table.rows()) {
      if (rows.has(row.key)) {
        // A time that was not settled is taken again by a later run.
        rows.set(row.key, row);
        continue;
      }
      if (stored.has(row.key)) continue;
      if (keep) stored.add(row.key);
      else rows.set(row.key, row);
    }
    if (!keep) return;
    const open = [...table.rows()].filter(({ key }) => !rows.has(key));
    await this.store.save(createCostTable(scope, open));
  }

  /** The person asked for it: what is in memory is stored as well. */
  async keepAll(): Promise<void> {
    for (const { scope, rows } of [...this.inMemory.values()]) {
      const kept = await this.store.load(scope);
      for (const row of rows.values()) kept.add(row);
      await this.store.save(kept);
      const stored = this.storedOf(scope);
      for (const key of rows.keys()) stored.add(key);
      rows.clear();
    }
  }

  /** Empties the store; what is in memory goes with the tab. */
  async forget(): Promise<void> {
    this.stored.clear();
    await this.store.clear();
  }

  /** Takes over a table that was saved as a file. @throws CodedError DATASET_REJECTED when it is none. */
  take(data: unknown): CostTable {
    const table = importCostTable(data);
    const rows = this.rowsOf(table.scope);
    for (const row of table.rows()) rows.set(row.key, row);
    return table;
  }

  /** Everything known for a scope, as it is written to a file. */
  async export(scope: CostScope): Promise<CostTableData> {
    return (await this.load(scope)).export();
  }

  private rowsOf(scope: CostScope): Map<string, CostRow> {
    const name = scopeName(scope);
    const known = this.inMemory.get(name) ?? { scope, rows: new Map<string, CostRow>() };
    this.inMemory.set(name, known);
    return known.rows;
  }

  private storedOf(scope: CostScope): Set<string> {
    const name = scopeName(scope);
    const known = this.stored.get(name) ?? new Set<string>();
    this.stored.set(name, known);
    return known;
  }
}
