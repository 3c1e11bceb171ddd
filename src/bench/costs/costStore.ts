import {
  type CostRow,
  type CostScope,
  type CostTable,
  createCostTable,
  importCostTable,
  scopeName,
} from './costTable';

const DATABASE = 'dreamgraph-costs';
const STORE = 'tables';

/** Tables of operator times, kept between visits under what they hold for. */
export interface CostStore {
  /** The table kept for this scope, empty when there is none. Never fails: times can be measured again. */
  load(scope: CostScope): Promise<CostTable>;
  save(table: CostTable): Promise<void>;
  clear(): Promise<void>;
}

/** In IndexedDB where there is one (page and workers), else in memory for as long as this object lives. */
export function openCostStore(): CostStore {
  return typeof indexedDB === 'undefined' ? memoryStore() : idbStore();
}

function memoryStore(): CostStore {
  const tables = new Map<string, CostRow[]>();
  return {
    load: async (scope) => createCostTable(scope, tables.get(scopeName(scope)) ?? []),
    save: async (table) => {
      tables.set(scopeName(table.scope), [...table.rows()]);
    },
    clear: async () => tables.clear(),
  };
}

function idbStore(): CostStore {
  const within = async <T>(
    mode: IDBTransactionMode,
    act: (s: IDBObjectStore) => IDBRequest<T>,
  ): Promise<T> => {
    const database = await open();
    try {
      return await finished(act(database.transaction(STORE, mode).objectStore(STORE)));
    } finally {
      database.close();
    }
  };
  return {
    load: async (scope) => {
      try {
        const data: unknown = await within('readonly', (store) => store.get(scopeName(scope)));
        return data === undefined ? createCostTable(scope) : importCostTable(data);
      } catch {
        // Private windows refuse IndexedDB, and a table of another version is measured anew.
        return createCostTable(scope);
      }
    },
    save: async (table) => {
      await within('readwrite', (store) => store.put(table.export(), scopeName(table.scope))).catch(
        () => undefined,
      );
    },
    clear: async () => {
      await within('readwrite', (store) => store.clear()).catch(() => undefined);
    },
  };
}

function open(): Promise<IDBDatabase> {
  const request = indexedDB.open(DATABASE, 2);
  request.onupgradeneeded = () => {
    const { result } = request;
    // Version 1 kept the times of private models as well, without being asked.
    if (result.objectStoreNames.contains(STORE)) result.deleteObjectStore(STORE);
    result.createObjectStore(STORE);
  };
  return finished(request);
}

const finished = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('IndexedDB failed'));
  });
