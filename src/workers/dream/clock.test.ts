import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { createDummyEnv } from '../../env/dummyEnv';
import { startBackend } from '../../nn';
import { createDreamgraph, noResidual, packResidual } from '../../worldmodel';
import type { DreamgraphModel } from '../../worldmodel/dreamgraph';
import type { DreamState } from '../../worldmodel/worldModel';
import { expectedAlong, residualFor, rowOf, type Walked, walkWork } from './clock';
import { RememberingModel } from './rememberingModel';

const env = createDummyEnv(6);
let model: DreamgraphModel;
let remembering: RememberingModel;
let root: DreamState;
let walk: readonly Walked[];

beforeAll(async () => {
  await startBackend('wasm');
  const observation = env.observe({ at: 2 });
  model = createDreamgraph({ rules: 2, operators: 2 }, observation, 5, { latent: 8, hidden: 16 });
  remembering = new RememberingModel(model);
  const [state] = await model.encode([observation]);
  if (state === undefined) throw new Error('no state');
  root = state;
  walk = await walkWork(remembering, root, [{ rule: 0, site: 0 }]);
});

describe('what the clock is expected to say of a dream', () => {
  it('is what was imagined, where nothing is known of the clock', () => {
    const [step] = expectedAlong(noResidual(model.intervalScale), [], walk);
    const { logRatio } = walk[0]?.state ?? root;
    expect(step?.factor).toBeCloseTo(Math.exp(logRatio), 6);
    expect(step?.low).toBeLessThan(step?.factor ?? 0);
    expect(step?.high).toBeGreaterThan(step?.factor ?? 0);
  });
  it('goes to what this session measured, more with every measurement', () => {
    const [first] = walk;
    if (first === undefined) throw new Error('no step');
    const told = (count: number): number => {
      const rows = Array.from({ length: count }, () => rowOf(first, -0.3));
      return Math.log(expectedAlong(noResidual(1.6), rows, walk)[0]?.factor ?? 0);
    };
    const far = [0, 1, 10, 1000].map((count) => Math.abs(told(count) + 0.3));
    expect(far).toEqual([...far].sort((a, b) => b - a));
    expect(far.at(-1)).toBeLessThan(0.1);
  });
  it('ends where a move is not legal in the dream', async () => {
    const illegal = await walkWork(remembering, root, [
      { rule: 0, site: 0 },
      { rule: 0, site: 150 },
      { rule: 1, site: 0 },
    ]);
    expect(illegal).toHaveLength(1);
    expect(await walkWork(remembering, root, [{ rule: 9, site: 0 }])).toHaveLength(0);
  });
});

describe('what is known of the clock beforehand', () => {
  const file = Uint8Array.of(1, 2, 3);
  const residual = { ...noResidual(1.7), slope: 0.9, terms: new Map([[1, 0.2]]), scatter: 0.006 };
  const checkpoint = createHash('sha256').update(file).digest('hex');
  const json = JSON.stringify(packResidual(residual, { checkpoint }));
  const answers = (response: () => Response) => vi.stubGlobal('fetch', async () => response());
  const source = { url: 'dreamgraph.clock.json' };

  afterEach(() => {
    vi.unstubAllGlobals();
  });

  it('is what the file of the checkpoint says', async () => {
    answers(() => new Response(json));
    expect(await residualFor(source, file, 1.3)).toEqual(residual);
  });
  it('is the clock’s scatter alone where the file is of another checkpoint', async () => {
    answers(() => new Response(json));
    expect(await residualFor(source, Uint8Array.of(9), 1.3)).toEqual({ ...noResidual(1.3), scatter: 0.006 });
  });
  it('is nothing where there is no file, or one that is none', async () => {
    const nothing = noResidual(1.3);
    expect(await residualFor(null, file, 1.3)).toEqual(nothing);
    answers(() => new Response(json, { status: 404 }));
    expect(await residualFor(source, file, 1.3)).toEqual(nothing);
    answers(() => new Response('nonsense'));
    expect(await residualFor(source, file, 1.3)).toEqual(nothing);
  });
  it('ships for the checkpoint that ships', () => {
    const shipped = readFileSync('public/models/dreamgraph.clock.json', 'utf8');
    const hash = createHash('sha256').update(readFileSync('public/models/dreamgraph.dgck')).digest('hex');
    expect(JSON.parse(shipped)).toMatchObject({ provenance: { checkpoint: hash } });
  });
});
