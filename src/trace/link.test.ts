import { describe, expect, it } from 'vitest';
import type { CodedError } from '../core';
import { packTrace, unpackTrace } from './binary';
import { fuzzTrace } from './fuzz';
import { linkPrefix, traceFromFragment, traceToFragment } from './link';
import { richTrace } from './richTrace';
import { sampleTrace } from './samples';
import type { Trace } from './trace';

const code = (fragment: string): Promise<string> =>
  traceFromFragment(fragment).then(String, (error: CodedError) => error.code);

describe('a trace in a link', () => {
  it('comes back as it was', async () => {
    for (let seed = 1; seed <= 40; seed++) {
      const trace = richTrace(seed % 9, seed);
      expect(await traceFromFragment(await traceToFragment(trace))).toEqual(trace);
    }
    for (const steps of [0, 1, 40]) {
      for (const version of [1, 2] as const) {
        const trace = sampleTrace(steps, 1, version);
        expect(await traceFromFragment(await traceToFragment(trace))).toEqual(trace);
      }
    }
  });

  it('holds 150 steps in 2,000 characters', async () => {
    for (const seed of [1, 2, 3])
      expect((await traceToFragment(sampleTrace(150, seed))).length).toBeLessThanOrEqual(2000);
  });

  it('keeps reading links of version 1', async () => {
    // Made on 2026-11-22 from `sampleTrace(3, 1, 1)`; must never be regenerated.
    const golden =
      '#t1=Y1xNADByJqUWlcTnZuZlMjCxJiWWJGcwchSnFpam5iWnNjAyMDA7B4QyMTBxpRSlJuamFyUWZLAa6BnqGfDn5-VVFJXmlWTmpuqWpyaxGeoZG-gZNDEKGBgaGZuYmplbWCYmJaekpiFpZWecMFWYcUfSh4SGFGZmbqdJbMYSXxnFZNOEjjEy9jExcnuInWTm6GKUAQA';
    expect(await traceFromFragment(golden)).toEqual(sampleTrace(3, 1, 1));
  });

  it('keeps a gain that is hardly above nothing confirmed, and believes no other', async () => {
    const through = async (low: number, confirmed: boolean) => {
      const trace = { ...sampleTrace(1), speedup: { ratio: 1.1, ci95: [low, 1.2] as const, confirmed } };
      return (await traceFromFragment(await traceToFragment(trace))).speedup?.confirmed;
    };
    expect(await through(1.00001, true)).toBe(true);
    expect(await through(1.01, false)).toBe(false);
    expect(await through(0.98, false)).toBe(false);
  });

  it('tells any byte that was changed', async () => {
    const bytes = packTrace(sampleTrace(5));
    for (let at = 0; at < bytes.length; at++) {
      const changed = bytes.map((byte, i) => (i === at ? byte ^ 1 : byte));
      expect(() => unpackTrace(changed)).toThrow(/damaged|version/);
    }
  });

  it.each([7419, 15139, 16892])('refuses what fuzzing let in: links of seed %d', async (seed) => {
    // Addresses with spaces before them, which browsers forgive.
    expect((await fuzzTrace(seed, true)).kind).toBe('refused');
  });

  it('writes an open interval so that it can be read again', async () => {
    const trace = { ...sampleTrace(1), speedup: { ratio: 1.1, ci95: [0, 1e6] as const, confirmed: false } };
    expect((await traceFromFragment(await traceToFragment(trace))).speedup?.ci95[1]).toBeGreaterThan(1e4);
  });

  it('answers damaged links and files with a coded error or a sound trace', {
    timeout: 120_000,
  }, async () => {
    // scripts/fuzz-links.ts does the same 100,000 times and more.
    const outcomes = { trace: 0, refused: 0, bug: 0 };
    for (let seed = 1; seed <= 3000; seed++) {
      const outcome = await fuzzTrace(seed);
      if (outcome.kind === 'bug') throw outcome.error;
      outcomes[outcome.kind]++;
    }
    expect(outcomes.refused).toBeGreaterThan(500);
    expect(outcomes.trace).toBeGreaterThan(100);
  });

  it('refuses what is too large, foreign, or no trace at all', async () => {
    expect(await code('#t2=AAAA')).toBe('TRACE_FOREIGN');
    expect(await code('')).toBe('TRACE_MALFORMED');
    expect(await code('#t1=')).toBe('TRACE_MALFORMED');
    expect(await code(`${linkPrefix}${'A'.repeat(300_000)}`)).toBe('TRACE_MALFORMED');
    const bomb = new Blob([new Uint8Array(50_000_000)])
      .stream()
      .pipeThrough(new CompressionStream('deflate-raw'));
    const packed = new Uint8Array(await new Response(bomb).arrayBuffer());
    const text = Buffer.from(packed).toString('base64url');
    expect(await code(linkPrefix + text)).toBe('TRACE_MALFORMED');
  });

  it.each([
    'javascript:alert(1)',
    'data:text/html,<script>1</script>',
    'file:///etc/passwd',
    'blob:https://a/b',
    'https://user:secret@host/m.onnx',
    ' https://host/m.onnx',
    'https:\\\\host\\m.onnx',
    'models/m.onnx',
    '//host/m.onnx',
  ])('refuses %s as the address of a model', async (url) => {
    const trace: Trace = {
      ...sampleTrace(1),
      model: { sha256: 'ab'.repeat(32), name: null, source: { kind: 'url', url } },
    };
    expect(await code(await traceToFragment(trace))).toBe('TRACE_MALFORMED');
  });

  it.each(['../secret', 'a/b', '', 'x?y'])('refuses %j as a gallery entry', async (id) => {
    const trace: Trace = {
      ...sampleTrace(1),
      model: { sha256: 'ab'.repeat(32), name: null, source: { kind: 'gallery', id } },
    };
    expect(await code(await traceToFragment(trace))).toBe('TRACE_MALFORMED');
  });
});
