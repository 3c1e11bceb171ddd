import type { Page } from '@playwright/test';

/**
 * Where a text is found in what the browser keeps of the page's origin: every record of every database, every cached
 * response, both storages, cookies and the address.
 */
export function keptWith(page: Page, texts: readonly string[]): Promise<readonly string[]> {
  return page.evaluate(async (wanted) => {
    const found: string[] = [];
    const look = (where: string, content: string): void => {
      for (const text of wanted) if (content.includes(text)) found.push(`${text} in ${where}`);
    };
    const done = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    // Bytes are looked through as text, one character a byte.
    const plain = (_: string, value: unknown): unknown =>
      value instanceof Uint8Array ? new TextDecoder('latin1').decode(value) : value;
    look('localStorage', JSON.stringify({ ...localStorage }));
    look('sessionStorage', JSON.stringify({ ...sessionStorage }));
    look('cookies', document.cookie);
    look('the address', location.href);
    for (const { name = '' } of await indexedDB.databases()) {
      const database = await done(indexedDB.open(name));
      for (const store of database.objectStoreNames) {
        const records = database.transaction(store).objectStore(store);
        const [keys, values] = await Promise.all([done(records.getAllKeys()), done(records.getAll())]);
        look(`database ${name}, ${store}`, JSON.stringify([keys, values], plain));
      }
      database.close();
    }
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) {
        look(`cache ${name}`, request.url);
        const response = await cache.match(request);
        const bytes = (await response?.arrayBuffer()) ?? new ArrayBuffer(0);
        look(`cache ${name}, ${request.url}`, new TextDecoder('latin1').decode(bytes));
      }
    }
    return found;
  }, texts);
}
