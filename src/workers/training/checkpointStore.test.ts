import { afterEach, expect, it, vi } from 'vitest';
import { openCheckpointStore } from './checkpointStore';

/** A database that grants every request, and ends its transactions as it is told to. */
function granting(end: 'complete' | 'abort') {
  const soon = <T extends object>(request: T, told: (request: T) => void): T => {
    setTimeout(() => told(request));
    return request;
  };
  const granted = <T>(result: T) =>
    soon({ result, onsuccess: () => undefined }, (request) => request.onsuccess());
  const transaction = () =>
    soon(
      {
        error: new Error('no room'),
        oncomplete: () => undefined,
        onabort: () => undefined,
        objectStore: () => ({ put: () => granted('key'), get: () => granted(undefined) }),
      },
      ({ oncomplete, onabort }) => setTimeout(end === 'complete' ? oncomplete : onabort, 1),
    );
  return { open: () => granted({ transaction, close: () => undefined }) };
}

const checkpoint = { updates: 1, savedAt: 1, bytes: new Uint8Array(1) };

afterEach(() => {
  vi.unstubAllGlobals();
});

it('has kept a checkpoint once all of it is written, and not when that was undone', async () => {
  vi.stubGlobal('indexedDB', granting('complete'));
  await openCheckpointStore().save('a', checkpoint);
  expect(await openCheckpointStore().load('a')).toBeNull();
  vi.stubGlobal('indexedDB', granting('abort'));
  await expect(openCheckpointStore().save('a', checkpoint)).rejects.toThrow('no room');
});
