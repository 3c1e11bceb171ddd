import { CodedError } from '../../core';
import type { RuntimeInfo } from '../runtime';
import type { OperatorClass } from './operatorClass';

/** What is known of a group before it is timed. */
export interface GroupFeatures {
  readonly kind: OperatorClass;
  /** Work, in multiply-adds, and bytes that go through memory. */
  readonly macs: number;
  readonly bytes: number;
  readonly nodes: number;
  /** Elements that a function such as Tanh is computed of, each counted by what its kernel takes over Tanh's. */
  readonly functions: number;
}

/** One measured group of operators (mostly a single one). */
export interface CostRow extends GroupFeatures {
  readonly key: string;
  /** Milliseconds of one execution; null: it could not be timed. */
  readonly ms: number | null;
  /** It was timed often enough; otherwise it is timed again when there is time. */
  readonly settled: boolean;
}

/** What a table's times hold for. */
export interface CostScope {
  readonly ep: string;
  readonly threads: number;
  readonly adapter: string;
  readonly runtime: string;
}

export interface CostTableData {
  readonly format: 'dreamgraph-costs';
  /** Version 6: keys tell what is folded from what is fed, and know exponents; 5: rows count the elements of functions. */
  readonly version: 6;
  readonly scope: CostScope;
  readonly rows: readonly CostRow[];
}

/** Measured times of groups of operators on one provider, device and version of ORT. */
export interface CostTable {
  readonly scope: CostScope;
  readonly size: number;
  get(key: string): CostRow | undefined;
  add(row: CostRow): void;
  rows(): IterableIterator<CostRow>;
  export(): CostTableData;
}

export const scopeOf = ({ ep, threads, adapter, versions }: RuntimeInfo): CostScope => ({
  ep,
  threads,
  adapter,
  runtime: versions['onnxruntime-web'] ?? '',
});

/** `wasm|1|CPU|1.30.0`. */
export const scopeName = ({ ep, threads, adapter, runtime }: CostScope): string =>
  [ep, threads, adapter, runtime].join('|');

export function createCostTable(scope: CostScope, rows: Iterable<CostRow> = []): CostTable {
  const byKey = new Map<string, CostRow>();
  for (const row of rows) byKey.set(row.key, row);
  return {
    scope,
    get size() {
      return byKey.size;
    },
    get: (key) => byKey.get(key),
    add: (row) => {
      byKey.set(row.key, row);
    },
    rows: () => byKey.values(),
    export: () => ({ format: 'dreamgraph-costs', version: 6, scope, rows: [...byKey.values()] }),
  };
}

/** A table that was exported. @throws CodedError DATASET_REJECTED when it is none. */
export function importCostTable(data: unknown): CostTable {
  if (!isTableData(data)) {
    throw new CodedError('DATASET_REJECTED', 'the file is no table of operator times of this version');
  }
  return createCostTable(data.scope, data.rows);
}

const isRecord = (x: unknown): x is Record<string, unknown> => typeof x === 'object' && x !== null;

function isTableData(data: unknown): data is CostTableData {
  if (!isRecord(data) || data.format !== 'dreamgraph-costs' || data.version !== 6) return false;
  const { scope, rows } = data;
  return isScope(scope) && Array.isArray(rows) && rows.every(isRow);
}

const isScope = (scope: unknown): scope is CostScope =>
  isRecord(scope) &&
  [scope.ep, scope.adapter, scope.runtime].every((x) => typeof x === 'string' && x.length <= 200) &&
  typeof scope.threads === 'number';

function isRow(row: unknown): row is CostRow {
  if (!isRecord(row) || typeof row.key !== 'string' || typeof row.kind !== 'string') return false;
  const numbers = [row.macs, row.bytes, row.nodes, row.functions].every((x) => typeof x === 'number');
  return (
    numbers &&
    typeof row.settled === 'boolean' &&
    (row.ms === null || (typeof row.ms === 'number' && row.ms >= 0))
  );
}
