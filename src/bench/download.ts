import { CodedError } from '../core';

/** A file's bytes, telling how far it is. @throws CodedError NETWORK. */
export async function download(
  url: string,
  onProgress: (loaded: number, total: number) => void,
): Promise<Uint8Array> {
  const response = await fetch(url).catch((cause: unknown) => {
    throw new CodedError('NETWORK', `${url} could not be loaded`, url, { cause });
  });
  if (!response.ok || response.body === null) {
    throw new CodedError(
      'NETWORK',
      `${url} could not be loaded: the server answered ${response.status}`,
      url,
    );
  }
  // A compressed answer is longer once it is read than Content-Length says.
  const encoded = response.headers.get('content-encoding') !== null;
  const total = encoded ? 0 : Number(response.headers.get('content-length') ?? 0);
  const chunks: Uint8Array[] = [];
  let loaded = 0;
  const reader = response.body.getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    chunks.push(part.value);
    loaded += part.value.byteLength;
    onProgress(loaded, total);
  }
  const bytes = new Uint8Array(loaded);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.byteLength;
  }
  return bytes;
}
