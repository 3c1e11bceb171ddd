import { afterEach, expect, it } from 'vitest';
import type { Replay } from '../../workers/session/dream/protocol';
import type { Measured, MeasuredOn } from '../../workers/session/protocol';
import { addChecked, getDreamTab, keepDreamsTo, setDreamTab, useDreamTab } from './state';

const one: MeasuredOn = { ep: 'wasm', threads: 1, adapter: 'CPU' };
const gpu: MeasuredOn = { ep: 'webgpu', threads: 1, adapter: 'an adapter' };
const replay: Replay = { id: 1, startMs: 10, steps: [] };
const measured: Measured = { ms: 5, low: 5, high: 5, ratio: 2, ratioLow: 1.9, ratioHigh: 2.1, on: one };

afterEach(() => setDreamTab(useDreamTab.getInitialState()));

function heardOn(on: MeasuredOn): void {
  keepDreamsTo(on);
  setDreamTab({
    clock: { ms: 10, source: 'measured' },
    startRatio: 1.5,
    told: [{ start: 'a', path: [], real: -0.7 }],
    realities: new Map([['0.0', { replay, measured: new Map([[1, measured]]) }]]),
  });
  addChecked('dreamgraph', [
    { key: 'a: 0.0', imagined: -0.5, real: -0.7, kind: 'measured' },
    { key: 'a: 1.0', imagined: -0.1, real: -0.2, kind: 'estimated' },
  ]);
}

it('what the clock said of dreams stays as long as it speaks of one target', () => {
  heardOn(one);
  keepDreamsTo({ ...one, adapter: null });
  expect(getDreamTab()).toMatchObject({ startRatio: 1.5, clock: { ms: 10 } });
  expect(getDreamTab().told).toHaveLength(1);
});

it('what the clock said on another target goes, and what was played for real or estimated stays', () => {
  heardOn(one);
  keepDreamsTo(gpu);
  const { on, clock, startRatio, told, realities, checked } = getDreamTab();
  expect({ on, clock, startRatio, told }).toEqual({ on: gpu, clock: null, startRatio: 1, told: [] });
  expect(realities.get('0.0')).toEqual({ replay, measured: new Map() });
  expect(checked.get('dreamgraph')?.map(({ key }) => key)).toEqual(['a: 1.0']);
});
