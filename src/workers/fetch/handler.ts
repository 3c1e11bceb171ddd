import { CodedError, toErrorData } from '../../core';
import { addressProblem, type FetchReply, type FetchRequest } from './protocol';

/** More than this is opened by nobody: single files of models have less. */
const MOST_BYTES = 2 ** 31;

/**
 * Fetches one address on another origin: without cookies, without telling where the page is, by GET, and only where the
 * server allows it to be read. No other address is asked, whatever the server says. Reports what has arrived.
 */
export async function fetchAddress(
  { url }: FetchRequest,
  post: (reply: FetchReply) => void,
  get: typeof fetch = fetch,
): Promise<void> {
  try {
    const address = new URL(url);
    const problem = addressProblem(address);
    if (problem !== null) throw problem;
    const response = await get(url, {
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      mode: 'cors',
      cache: 'no-store',
      // What was confirmed is this address and no other. “manual” follows no more than “error” does, and tells that it is one.
      redirect: 'manual',
    });
    const sentOn = response.status >= 300 && response.status < 400;
    if (response.type === 'opaqueredirect' || sentOn) {
      throw new CodedError(
        'ADDRESS_REDIRECTED',
        `${address.host} sends this request on to another address, which has not been confirmed.`,
        url,
      );
    }
    if (!response.ok || response.body === null) {
      throw new CodedError('NETWORK', `the server answered with status ${response.status}`, url);
    }
    const encoded = response.headers.get('content-encoding') !== null;
    const total = encoded ? 0 : Number(response.headers.get('content-length') ?? 0);
    const tooLong = new CodedError('FILE_TOO_LARGE', `${url} holds more than 2 GiB.`, url);
    if (total > MOST_BYTES) {
      await response.body.cancel();
      throw tooLong;
    }
    const parts: BlobPart[] = [];
    let loaded = 0;
    const reader = response.body.getReader();
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      loaded += part.value.byteLength;
      if (loaded > MOST_BYTES) {
        await reader.cancel();
        throw tooLong;
      }
      parts.push(part.value);
      post({ kind: 'progress', loaded, total });
    }
    post({ kind: 'done', blob: new Blob(parts) });
  } catch (thrown) {
    const error =
      thrown instanceof CodedError
        ? thrown
        : new CodedError(
            'NETWORK',
            `${url} could not be fetched: its server is out of reach, lets no other page read it, or sends the request on`,
            url,
          );
    post({ kind: 'failed', error: toErrorData(error, 'NETWORK') });
  }
}
