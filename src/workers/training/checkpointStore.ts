const DATABASE = 'dreamgraph-training';
const STORE = 'checkpoints';

export interface StoredCheckpoint {
  readonly updates: number;
  /** Milliseconds since 1970. */
  readonly savedAt: number;
  readonly bytes: Uint8Array;
}

/**
 * Checkpoints between visits, by kind of world model and SHA-256 of the model they were trained on. Only what a person asked to
 * keep goes in here: a hash tells who has a model.
 */
export interface CheckpointStore {
  load(key: string): Promise<StoredCheckpoint | null>;
  save(key: string, checkpoint: StoredCheckpoint): Promise<void>;
  /** Removes what is kept under any key that begins so. */
  removeAll(prefix: string): Promise<void>;
}

/** In IndexedDB where there is one, else in memory for as long as this object lives. */
export function openCheckpointStore(): CheckpointStore {
  return typeof indexedDB === 'undefined' ? memoryStore() : databaseStore();
}

function memoryStore(): CheckpointStore {
  const known = new Map<string, StoredCheckpoint>();
  return {
    load: async (key) => known.get(key) ?? null,
    save: async (key, checkpoint) => {
      known.set(key, checkpoint);
    },
    removeAll: async (prefix) => {
      for (const key of known.keys()) if (key.startsWith(prefix)) known.delete(key);
    },
  };
}

function databaseStore(): CheckpointStore {
  const within = async <T>(
    mode: IDBTransactionMode,
    act: (store: IDBObjectStore) => IDBRequest<T>,
  ): Promise<T> => {
    const database = await openDatabase();
    try {
      const transaction = database.transaction(STORE, mode);
      const [result] = await Promise.all([
        finished(act(transaction.objectStore(STORE))),
        // A request that was granted may still be undone, where there is no room for all of it.
        completed(transaction),
      ]);
      return result;
    } finally {
      database.close();
    }
  };
  return {
    load: async (key) => {
      // Private windows may refuse the database: then nothing is kept there.
      const found: unknown = await within('readonly', (store) => store.get(key)).catch(() => null);
      return isStored(found) ? found : null;
    },
    save: async (key, checkpoint) => {
      await within('readwrite', (store) => store.put(checkpoint, key));
    },
    removeAll: async (prefix) => {
      const range = IDBKeyRange.bound(prefix, `${prefix}\uffff`);
      await within('readwrite', (store) => store.delete(range)).catch(() => undefined);
    },
  };
}

function openDatabase(): Promise<IDBDatabase> {
  const request = indexedDB.open(DATABASE, 1);
  request.onupgradeneeded = () => request.result.createObjectStore(STORE);
  return finished(request);
}

const finished = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('IndexedDB failed'));
  });

const completed = (transaction: IDBTransaction): Promise<void> =>
  new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error ?? new Error('IndexedDB gave up'));
  });

const isStored = (x: unknown): x is StoredCheckpoint =>
  typeof x === 'object' &&
  x !== null &&
  'updates' in x &&
  typeof x.updates === 'number' &&
  'savedAt' in x &&
  typeof x.savedAt === 'number' &&
  'bytes' in x &&
  x.bytes instanceof Uint8Array;
