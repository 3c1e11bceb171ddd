import { readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, vi } from 'vitest';
import { createDummyEnv } from '../env/dummyEnv';

const here = dirname(fileURLToPath(import.meta.url));
const src = dirname(here);

/** Every file of the project that importing this one loads: what is imported as a type alone is not loaded. */
function loadedBy(file: string, found = new Set<string>()): Set<string> {
  if (found.has(file)) return found;
  found.add(file);
  const text = readFileSync(file, 'utf8');
  const imports = text.matchAll(
    /(?:import|export)\s+(type\s)?[^;'"]*?from\s+'(\.[^']+)'|import\('(\.[^']+)'\)/g,
  );
  for (const [, type, from, late] of imports) {
    const path = from ?? late;
    if (type !== undefined || path === undefined) continue;
    const target = join(dirname(file), path);
    const candidates = [`${target}.ts`, join(target, 'index.ts')];
    const next = candidates.find((candidate) => exists(candidate));
    if (next !== undefined) loadedBy(next, found);
  }
  return found;
}

function exists(file: string): boolean {
  try {
    readFileSync(file);
    return true;
  } catch {
    return false;
  }
}

describe('dreaming needs no engine', () => {
  it('loads nothing of the rewrite engine, of graphs, of the clock, nor of the environment', () => {
    const rooms = [...loadedBy(join(here, 'index.ts'))].map((file) => relative(src, file).split('/')[0]);
    expect(new Set(rooms)).toEqual(new Set(['worldmodel', 'core', 'nn']));
  });

  it('dreams from a recorded observation where the engine cannot be loaded at all', async () => {
    const observation = createDummyEnv(4).observe({ at: 1 });
    const absent = () => {
      throw new Error('the engine is absent');
    };
    for (const room of ['transforms', 'graph', 'bench', 'env/rewriteEnv']) vi.doMock(`../${room}`, absent);
    vi.resetModules();
    const { startBackend } = await import('../nn');
    const { batchOf, createDreamEnv, createDreamgraph } = await import('.');
    await startBackend('cpu');
    const model = createDreamgraph({ rules: 2, operators: 2 }, observation, 1, { hidden: 8, members: 2 });
    const [start] = model.encodeSync([observation]);
    if (start === undefined) throw new Error('no state');
    const rules = [
      { name: 'up', family: 'motion', undoes: [] },
      { name: 'down', family: 'motion', undoes: [] },
    ];
    const dream = createDreamEnv({ model, start, startCost: 10, rules, trust: 9, horizon: 3 });
    const next = dream.step(dream.reset(), { rule: 0, site: 0 });
    expect(next === null ? Number.NaN : dream.cost(next)).toBeGreaterThan(0);
    const batch = await model.stepBatch(batchOf([start, start, start]), [0, 1, 0], [0, 0, 0]);
    expect(batch.size).toBe(3);
    expect(Array.from(batch.latent.subarray(0, 4))).toEqual(
      Array.from(batch.latent.subarray(2 * batch.latentWidth, 2 * batch.latentWidth + 4)),
    );
    model.dispose();
  });
});
