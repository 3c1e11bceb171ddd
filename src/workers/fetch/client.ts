import { CodedError } from '../../core';
import type { FetchReply, FetchRequest } from './protocol';

/**
 * Fetches an address on another origin that a person has seen and confirmed. This is the only place in the app from
 * which another origin can be reached: the policy of the page and of all other workers allows their own alone, and this
 * worker lives as long as one answer.
 *
 * @throws CodedError NETWORK
 */
export function fetchConfirmed(
  url: URL,
  onProgress: (loaded: number, total: number) => void = () => undefined,
): Promise<Blob> {
  const worker = new Worker(new URL('./fetch.worker.ts', import.meta.url), { type: 'module', name: 'fetch' });
  return new Promise<Blob>((resolve, reject) => {
    worker.onerror = (event) => {
      event.preventDefault();
      reject(new CodedError('NETWORK', `${url.href} could not be fetched: ${event.message}`, url.href));
    };
    worker.onmessage = ({ data }: MessageEvent<FetchReply>) => {
      if (data.kind === 'progress') onProgress(data.loaded, data.total);
      else if (data.kind === 'done') resolve(data.blob);
      else reject(CodedError.fromData(data.error));
    };
    worker.postMessage({ url: url.href } satisfies FetchRequest);
  }).finally(() => worker.terminate());
}
