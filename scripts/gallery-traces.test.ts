import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { ReadyTrace } from '../src/app/gallery/readyTraces';
import { readTraceFile } from '../src/trace';
import { openModel } from '../src/workers/session/openModel';
import { replayTrace } from '../src/workers/session/replayTrace';
import { readyOutcome } from './readyOutcome';

const folder = new URL('../public/models/', import.meta.url);
const read = (name: string): string => readFileSync(new URL(name, folder), 'utf8');
const { traces }: { traces: readonly (ReadyTrace & { readonly sha256: string })[] } = JSON.parse(
  read('traces/index.json'),
);
const cards: readonly { id: string; file: string; sha256: string }[] = JSON.parse(
  read('gallery.json'),
).models;

describe('the gallery’s ready traces', () => {
  it('are there for the models that are shown first', () => {
    const ids = traces.map(({ model }) => model);
    expect(ids).toEqual(expect.arrayContaining(['tiny_attention', 'bert_mini', 'densenet121']));
  });

  it.each(traces)(
    '$model replays on its model to the end',
    async ({ model: id, file, sha256, steps, speedup, outcome, device }) => {
      const card = cards.find((one) => one.id === id);
      expect(card?.sha256).toBe(sha256);
      const { trace } = readTraceFile(read(`traces/${file}`));
      expect(trace.model).toEqual({ sha256, name: null, source: { kind: 'gallery', id } });
      expect(trace.steps).toHaveLength(steps);
      // The card says what the trace says: neither claims what the other does not.
      expect(outcome).toBe(readyOutcome(trace));
      expect(speedup).toEqual(trace.speedup && { ratio: trace.speedup.ratio, ci95: trace.speedup.ci95 });
      if (outcome === 'gained') expect(speedup?.ci95[0]).toBeGreaterThan(1);
      if (outcome !== 'unmeasured') expect(device).not.toBe('');
      // What was not measured on a quiet machine claims nothing at all.
      if (trace.speedup === null && trace.originalMs === null)
        expect(trace.steps.every(({ measured }) => measured === null)).toBe(true);
      const model = await openModel({
        files: [new File([readFileSync(new URL(card?.file ?? '', folder))], `${id}.onnx`)],
        randomWeights: 1,
        specialisation: null,
      });
      expect(replayTrace(model, trace)).toMatchObject({ refused: null, checked: true });
    },
  );
});
