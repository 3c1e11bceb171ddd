import { CodedError, toErrorData } from '../../core';
import type { FetchReply, FetchRequest } from './protocol';

/** More than this is no model that a browser could open. */
const MOST_BYTES = 4 * 2 ** 30;

/**
 * Fetches one address on another origin: without cookies, without telling where the page is, by GET, and only where the
 * server allows it to be read. Reports what has arrived.
 */
export async function fetchAddress(
  { url }: FetchRequest,
  post: (reply: FetchReply) => void,
  get: typeof fetch = fetch,
): Promise<void> {
  try {
    const { protocol } = new URL(url);
    if (protocol !== 'https:' && protocol !== 'http:') {
      throw new CodedError('NETWORK', `${protocol} addresses are not fetched`, url);
    }
    const response = await get(url, {
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      mode: 'cors',
      cache: 'no-store',
    });
    if (!response.ok || response.body === null) {
      throw new CodedError('NETWORK', `the server answered with status ${response.status}`, url);
    }
    const encoded = response.headers.get('content-encoding') !== null;
    const total = encoded ? 0 : Number(response.headers.get('content-length') ?? 0);
    const parts: BlobPart[] = [];
    let loaded = 0;
    const reader = response.body.getReader();
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      loaded += part.value.byteLength;
      if (loaded > MOST_BYTES) {
        await reader.cancel();
        throw new CodedError('NETWORK', 'the answer is longer than 4 GiB', url);
      }
      parts.push(part.value);
      post({ kind: 'progress', loaded, total });
    }
    post({ kind: 'done', blob: new Blob(parts) });
  } catch (thrown) {
    const error =
      thrown instanceof CodedError ? thrown : new CodedError('NETWORK', `${url} could not be fetched`, url);
    post({ kind: 'failed', error: toErrorData(error, 'NETWORK') });
  }
}
