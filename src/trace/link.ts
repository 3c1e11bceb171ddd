import { CodedError } from '../core';
import { packTrace, unpackTrace } from './binary';
import type { Trace } from './trace';

/** Fragments of this page's links begin with this; the number is the version of the packing. */
export const linkPrefix = '#t1=';
/** Longest fragment that is looked at, and most bytes that it may unpack to. */
const maxText = 200_000;
const maxBytes = 1_000_000;

/** A trace as a URL fragment: `#t1=` and base64url of the packed bytes, deflated. */
export async function traceToFragment(trace: Trace): Promise<string> {
  const squeezed = await through(
    packTrace(trace),
    new CompressionStream('deflate-raw'),
    Number.POSITIVE_INFINITY,
  );
  let binary = '';
  for (const byte of squeezed) binary += String.fromCharCode(byte);
  return linkPrefix + btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** @throws CodedError TRACE_MALFORMED for anything that is not a trace, TRACE_FOREIGN for one of a later version. */
export async function traceFromFragment(fragment: string): Promise<Trace> {
  if (fragment.length > maxText) throw damaged('it is too long');
  const version = /^#t(\d+)=/.exec(fragment);
  if (version !== null && version[1] !== '1') {
    throw new CodedError(
      'TRACE_FOREIGN',
      `The link has format t${version[1]}, which this page does not know.`,
    );
  }
  const text = fragment.slice(linkPrefix.length);
  if (!fragment.startsWith(linkPrefix) || !/^[\w-]+$/.test(text)) throw damaged('it is not a trace link');
  const squeezed = decode(text);
  const bytes = await through(squeezed, new DecompressionStream('deflate-raw'), maxBytes);
  return unpackTrace(bytes);
}

function decode(text: string): Uint8Array<ArrayBuffer> {
  try {
    return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0));
  } catch {
    throw damaged('it is not base64url');
  }
}

async function through(
  bytes: Uint8Array<ArrayBuffer>,
  stream: CompressionStream | DecompressionStream,
  limit: number,
): Promise<Uint8Array> {
  const writer = stream.writable.getWriter();
  // Errors surface on the readable side; a rejected write must not become an unhandled rejection.
  writer.write(bytes).catch(() => {});
  writer.close().catch(() => {});
  const reader = stream.readable.getReader();
  const parts: Uint8Array[] = [];
  let size = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      size += value.length;
      if (size > limit) {
        await reader.cancel().catch(() => {});
        throw damaged('it unpacks to too much');
      }
      parts.push(value);
    }
  } catch (thrown) {
    throw thrown instanceof CodedError ? thrown : damaged('its bytes do not unpack');
  }
  const all = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

const damaged = (what: string): CodedError =>
  new CodedError('TRACE_MALFORMED', `The link is damaged: ${what}.`);
