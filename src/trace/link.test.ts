import { describe, expect, it } from 'vitest';
import { CodedError, createRandom } from '../core';
import { linkPrefix, traceFromFragment, traceToFragment } from './link';
import type { Trace, TraceFigure } from './trace';

function sample(steps: number, seed = 1): Trace {
  const random = createRandom(seed);
  const figure = (kind: TraceFigure['kind'], relative: number): TraceFigure => ({
    kind,
    relative: Math.round(relative * 10_000) / 10_000,
    halfWidth: random.int(40) / 1000,
  });
  let anchor = 400;
  let relative = 1;
  return {
    model: { sha256: 'ab'.repeat(32), name: null, source: { kind: 'gallery', id: 'bert_mini' } },
    dims: { batch: 1, sequence: 128 },
    keptOutputs: null,
    ep: 'wasm',
    device: 'CPU',
    threads: 2,
    standardOps: false,
    versions: { dreamgraph: '0.1.0', 'onnxruntime-web': '1.30.0' },
    rules: { length: 130, hash: '0123456789abcdef' },
    agent: 'dreamgraph',
    seed: 7,
    originalMs: 31.4,
    speedup: { ratio: 1.26, ci95: [1.24, 1.28] },
    steps: Array.from({ length: steps }, () => {
      anchor = Math.max(0, anchor + random.int(60) - 25);
      relative *= 1 - 0.01 * random.next();
      return {
        rule: random.int(130),
        anchor,
        variant: random.int(20) === 0 ? 1 : 0,
        predicted: figure('estimated', relative),
        measured: figure('measured', relative * (1 + 0.02 * random.normal())),
        verified: true,
      };
    }),
    current: Math.min(3, steps),
  };
}

describe('a trace in a link', () => {
  it('comes back as it was', async () => {
    for (const steps of [0, 1, 40]) {
      const trace = sample(steps);
      expect(await traceFromFragment(await traceToFragment(trace))).toEqual(trace);
    }
  });

  it('holds 150 steps in 2,000 characters', async () => {
    expect((await traceToFragment(sample(150))).length).toBeLessThanOrEqual(2000);
  });

  it('keeps reading links of version 1', async () => {
    // Made by this version on 2026-11-22 from `sample(3)`; must never be regenerated.
    const golden =
      '#t1=Y1xNADByJqUWlcTnZuZlMjCxJiWWJGcwchSnFpam5iWnNjAyMDA7B4QyMTBxpRSlJuamFyUWZLAa6BnqGfDn5-VVFJXmlWTmpuqWpyaxGeoZG-gZNDEKGBgaGZuYmplbWCYmJaekpiFpZWecMFWYcUfSh4SGFGZmbqdJbMYSXxnFZNOEjjEy9jExcnuInWTm6GKUAQA';
    expect(await traceFromFragment(golden)).toEqual(sample(3));
  });

  it('answers tampered links with a coded error or a valid trace', { timeout: 120_000 }, async () => {
    const random = createRandom(11);
    const good = await traceToFragment(sample(12));
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_=#%<';
    const outcomes = { trace: 0, error: 0 };
    for (let i = 0; i < 4000; i++) {
      const text = [...good];
      for (let edits = 1 + random.int(3); edits > 0; edits--) {
        const at = linkPrefix.length + random.int(text.length - linkPrefix.length);
        const kind = random.int(3);
        if (kind === 0) text[at] = random.pick([...alphabet]);
        else
          text.splice(
            at,
            kind === 1 ? 1 + random.int(20) : 0,
            ...(kind === 2 ? [random.pick([...alphabet])] : []),
          );
      }
      try {
        const trace = await traceFromFragment(text.join(''));
        expect(trace.current).toBeLessThanOrEqual(trace.steps.length);
        outcomes.trace++;
      } catch (thrown) {
        expect(thrown).toBeInstanceOf(CodedError);
        outcomes.error++;
      }
    }
    expect(outcomes.error).toBeGreaterThan(1000);
  });

  it('refuses what is too large, foreign, or no trace at all', async () => {
    const code = (fragment: string) => traceFromFragment(fragment).then(String, (e: CodedError) => e.code);
    expect(await code('#t2=AAAA')).toBe('TRACE_FOREIGN');
    expect(await code('')).toBe('TRACE_MALFORMED');
    expect(await code(`${linkPrefix}${'A'.repeat(300_000)}`)).toBe('TRACE_MALFORMED');
    const bomb = new Blob([new Uint8Array(50_000_000)])
      .stream()
      .pipeThrough(new CompressionStream('deflate-raw'));
    const packed = new Uint8Array(await new Response(bomb).arrayBuffer());
    const text = Buffer.from(packed).toString('base64url');
    expect(await code(linkPrefix + text)).toBe('TRACE_MALFORMED');
  });
});
