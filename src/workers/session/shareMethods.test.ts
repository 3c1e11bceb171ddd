import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { goldenLink } from '../../../e2e/support/goldenLinks';
import { createRandom } from '../../core';
import { traceFromFile, traceFromFragment, traceToFile, traceToFragment } from '../../trace';
import { applySite, createMatcher, isRefusal, rules, type Target } from '../../transforms';
import { describeTrace } from './describeTrace';
import { openModel } from './openModel';
import { checkHash, replayTrace } from './replayTrace';
import type { OpenModel, Step } from './state';
import { structureOf } from './structure';
import { traceOf } from './traceOf';

const target: Target = { provider: 'wasm', standardOpsOnly: false };
const gallery = (id: string): File =>
  new File([readFileSync(new URL(`../../../public/models/${id}.onnx`, import.meta.url))], `${id}.onnx`);
const open = (file: File, dims: Record<string, number> = {}): Promise<OpenModel> =>
  openModel({ files: [file], randomWeights: 1, specialisation: { dims, keepOutputs: null } });

/** Plays random legal rewrites. */
function playRandomly(model: OpenModel, count: number, seed: number): void {
  const random = createRandom(seed);
  const matcher = createMatcher(rules, target);
  for (let i = 0; i < count; i++) {
    const graph = model.steps.at(-1)?.graph ?? model.base;
    const sites = [...matcher.matchAll(graph).all()];
    if (sites.length === 0) return;
    const site = random.pick(sites);
    const applied = applySite(rules, graph, site, target);
    if (isRefusal(applied)) continue;
    const figures = { estimated: null, imagined: null, measured: null, verified: null };
    model.steps.push({ site, graph: applied.graph, ...figures } satisfies Step);
  }
}

const gallerySource = (id: string) => ({ kind: 'gallery', id }) as const;

describe('a trace that is replayed', () => {
  it.each(['tiny_attention', 'tiny_conv', 'bert_mini'])(
    'gives %s the very graphs of the sender',
    async (id) => {
      const sender = await open(gallery(id));
      playRandomly(sender, 20, 5);
      expect(sender.steps.length).toBeGreaterThan(10);
      const trace = traceOf(sender, null, target, null, {
        current: 3,
        withNames: false,
        source: gallerySource(id),
      });
      const link = await traceFromFragment(await traceToFragment(trace));
      const { model, checked, refused, rules: list } = replayTrace(await open(gallery(id)), link);
      expect({ checked, refused, list }).toEqual({ checked: true, refused: null, list: 'same' });
      expect(model.steps.map(({ graph }) => checkHash(graph))).toEqual(
        sender.steps.map(({ graph }) => checkHash(graph)),
      );
    },
  );

  it('keeps dimensions though their names stay private', async () => {
    const sender = await open(gallery('bert_base'), { sequence: 48 });
    playRandomly(sender, 4, 1);
    const request = { current: 0, withNames: false, source: { kind: 'private' } } as const;
    const trace = traceOf(sender, null, target, null, request);
    expect(JSON.stringify(trace)).not.toContain('sequence');
    const { model, checked } = replayTrace(await open(gallery('bert_base')), trace);
    expect(checked).toBe(true);
    expect(model.specialisation.dims).toEqual(sender.specialisation.dims);
  });

  it('finds sites whose ids have moved by the hash of what they make', async () => {
    const sender = await open(gallery('tiny_attention'));
    playRandomly(sender, 12, 3);
    const trace = traceOf(sender, null, target, null, {
      current: 0,
      withNames: false,
      source: gallerySource('tiny_attention'),
    });
    const moved = { ...trace, steps: trace.steps.map((step) => ({ ...step, anchor: step.anchor + 1000 })) };
    const { refused, model } = replayTrace(await open(gallery('tiny_attention')), moved);
    expect(refused).toBeNull();
    expect(model.steps).toHaveLength(sender.steps.length);
  });

  it('stops where it makes another graph, and says so', async () => {
    const sender = await open(gallery('tiny_conv'));
    playRandomly(sender, 8, 3);
    const source = gallerySource('tiny_conv');
    const trace = traceOf(sender, null, target, null, { current: 0, withNames: false, source });
    const steps = trace.steps.map((step, i) => (i === 4 ? { ...step, check: 'ffffffff' } : step));
    const { refused, model } = replayTrace(await open(gallery('tiny_conv')), { ...trace, steps });
    expect(refused?.step).toBe(5);
    expect(refused?.reason).toContain('another graph');
    expect(model.steps).toHaveLength(4);
  });

  it('says which steps are of rules that are not here, and goes by names where a file has them', async () => {
    const sender = await open(gallery('tiny_conv'));
    playRandomly(sender, 6, 3);
    const source = gallerySource('tiny_conv');
    const trace = traceOf(sender, null, target, null, { current: 0, withNames: false, source });
    const later = {
      ...trace,
      rules: { length: rules.length + 5, hash: 'ffffffff' },
      steps: trace.steps.map((step, i) => (i === 3 ? { ...step, rule: rules.length + 2 } : step)),
    };
    const fromLink = await traceFromFragment(await traceToFragment(later));
    expect(describeTrace(fromLink).rules).toBe('later');
    expect(describeTrace(fromLink).steps[3]?.title).toContain('unknown here');
    expect(replayTrace(await open(gallery('tiny_conv')), fromLink).refused).toMatchObject({ step: 4 });
    // Another list altogether, in another order: the names in the file tell which rule is meant.
    const file = traceFromFile(
      traceToFile({
        ...trace,
        rules: {
          length: 5000,
          hash: '00000000',
          names: Object.fromEntries(
            trace.steps.map((step, i) => [String(900 + i), rules[step.rule]?.name ?? '']),
          ),
        },
        steps: trace.steps.map((step, i) => ({ ...step, rule: 900 + i })),
      }),
    );
    expect(replayTrace(await open(gallery('tiny_conv')), file)).toMatchObject({
      refused: null,
      checked: true,
    });
  });

  it('without hashes and with another list cannot be replayed', async () => {
    const sender = await open(gallery('tiny_conv'));
    playRandomly(sender, 3, 3);
    const source = gallerySource('tiny_conv');
    const trace = traceOf(sender, null, target, null, { current: 0, withNames: false, source });
    const old = {
      ...trace,
      base: null,
      rules: { length: 12, hash: 'abcdef01' },
      steps: trace.steps.map((step) => ({ ...step, check: null, rule: 1 })),
    };
    expect(replayTrace(await open(gallery('tiny_conv')), old).refused?.step).toBe(1);
    expect(describeTrace(old).steps[0]?.rule).toBe('');
  });
});

describe('a structure', () => {
  const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');

  it.each(['tiny_attention', 'tiny_conv', 'bert_base', 'lstm_classifier'])(
    'of %s replays, and has no weight and no name',
    async (id) => {
      const sender = await open(gallery(id));
      playRandomly(sender, 10, 7);
      const request = { current: 0, withNames: false, source: { kind: 'private' } } as const;
      const trace = traceOf(sender, null, target, null, request);
      const bytes = structureOf(sender, false);
      const { refused, model } = replayTrace(await open(new File([bytes], 'structure.onnx')), trace, true);
      expect(refused).toBeNull();
      expect(model.steps).toHaveLength(sender.steps.length);
      const names = [...sender.decoded.nodes()].map(({ name }) => name).filter((name) => name.length > 8);
      const inputs = sender.decoded.inputs.map((input) => sender.decoded.value(input).name);
      for (const name of [...names, ...inputs.filter((one) => one.length > 4)])
        expect(text(bytes)).not.toContain(name);
    },
  );

  it('keeps a mask of zeros, which rules ask for', async () => {
    const model = await open(gallery('tiny_attention'));
    const trace = await traceFromFragment(goldenLink);
    const structure = await open(new File([structureOf(model, false)], 'structure.onnx'));
    expect(rules[trace.steps[0]?.rule ?? -1]?.name).toBe('eliminate-neutral-addend');
    expect(replayTrace(structure, trace, true)).toMatchObject({ refused: null });
    expect(replayTrace(model, trace)).toMatchObject({ refused: null, checked: true });
  });

  it('keeps names when it is asked to', async () => {
    const sender = await open(gallery('bert_base'));
    expect(text(structureOf(sender, true))).toContain('sequence');
    expect(text(structureOf(sender, false))).not.toContain('sequence');
  });

  it('is far smaller than the weights', async () => {
    const sender = await open(gallery('tiny_attention'));
    expect(structureOf(sender, false).length).toBeLessThan(sender.bytes / 4);
  });
});
