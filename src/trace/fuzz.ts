import { CodedError, createRandom, type ErrorCode, type Random } from '../core';
import { packTrace } from './binary';
import { readTraceFile, traceToFile } from './file';
import { fileSchema } from './fileSchema';
import { linkPrefix, traceFromFragment, traceToFragment } from './link';
import { richTrace } from './richTrace';
import { sampleTrace } from './samples';
import { conforms } from './schema';
import { seal, unseal } from './seal';
import type { Trace } from './trace';

export type TraceOutcome =
  | { readonly kind: 'trace' }
  | { readonly kind: 'refused'; readonly code: ErrorCode }
  | { readonly kind: 'bug'; readonly error: unknown };

const alphabet = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_=#%<'];
const pieces = [
  'null',
  '-1',
  '1e999',
  '"__proto__"',
  '[]',
  '{}',
  '"<img src=x>"',
  '99999999',
  '"javascript:x"',
  ',',
];

/**
 * Damages a link (its text, or the bytes inside) or a file, and reads it: a valid trace or a coded error, else a bug.
 * Bytes that are damaged inside get a checksum that is right, mostly, so that what reads them has its turn.
 */
export async function fuzzTrace(seed: number, linksOnly = false): Promise<TraceOutcome> {
  const random = createRandom(seed);
  try {
    const trace = await damagedTrace(random, linksOnly);
    const problem = problemOf(trace);
    if (problem !== null) return { kind: 'bug', error: new Error(problem) };
    return { kind: 'trace' };
  } catch (thrown) {
    return thrown instanceof CodedError
      ? { kind: 'refused', code: thrown.code }
      : { kind: 'bug', error: thrown };
  }
}

async function damagedTrace(random: Random, linksOnly: boolean): Promise<Trace> {
  const make = random.int(2) === 0 ? sampleTrace : richTrace;
  const good = make(random.int(24), 1 + random.int(1000));
  switch (random.int(linksOnly ? 2 : 3)) {
    case 0:
      return traceFromFragment(damageText(await traceToFragment(good), linkPrefix.length, alphabet, random));
    case 1: {
      const bytes = Uint8Array.from(unseal(packTrace(good)));
      for (let edits = 1 + random.int(4); edits > 0; edits--)
        bytes[random.int(bytes.length)] = random.int(256);
      const cut = random.int(4) === 0 ? bytes.slice(0, random.int(bytes.length)) : bytes;
      const whole = random.int(8) === 0 ? cut : seal(cut);
      return traceFromFragment(linkPrefix + (await deflated(whole)));
    }
    default:
      return readTraceFile(damageText(traceToFile(good), 0, pieces, random)).trace;
  }
}

function damageText(good: string, from: number, snippets: readonly string[], random: Random): string {
  let text = good;
  for (let edits = 1 + random.int(3); edits > 0; edits--) {
    const at = from + random.int(Math.max(1, text.length - from));
    const gone = random.int(3) === 0 ? 0 : 1 + random.int(random.int(4) === 0 ? 20 : 1);
    const put = random.int(3) === 0 ? '' : random.pick(snippets);
    text = text.slice(0, at) + put + text.slice(at + gone);
  }
  return text;
}

async function deflated(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream('deflate-raw'));
  const packed = new Uint8Array(await new Response(stream).arrayBuffer());
  return btoa(String.fromCharCode(...packed))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}

/** What is wrong with a trace that was let in; null when it is as sound as the schema asks. */
function problemOf(trace: Trace): string | null {
  if (trace.current > trace.steps.length) return 'the current step is outside';
  if (trace.steps.some(({ rule }) => rule >= Math.max(1, trace.rules.length))) return 'a rule is outside';
  return conforms({ format: 'dreamtrace', version: 1, trace }, fileSchema);
}
