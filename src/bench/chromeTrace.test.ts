import { describe, expect, it } from 'vitest';
import { chromeTrace } from './chromeTrace';

describe('chrome trace', () => {
  it('has a process for each model, a thread for each run, and says what it ran on', () => {
    const kernel = {
      node: 'c1',
      op: 'Conv',
      provider: 'CPU',
      startUs: 50,
      durationUs: 7,
      inputs: [],
      outputs: [],
    };
    const profile = { runs: [[kernel], [{ ...kernel, startUs: 90 }]], runMs: [0.1, 0.1] };
    const info = { ep: 'wasm', threads: 2, adapter: 'CPU', software: false, versions: { ort: '1' } } as const;
    const trace = chromeTrace(
      [
        { name: 'original', profile },
        { name: 'candidate', profile },
      ],
      info,
    );
    expect(trace.traceEvents.filter((e) => e.ph === 'M').map((e) => e.args.name)).toEqual([
      'original',
      'candidate',
    ]);
    expect(trace.traceEvents.filter((e) => e.ph === 'X')).toHaveLength(4);
    expect(trace.traceEvents[1]).toMatchObject({ name: 'Conv c1', ts: 0, dur: 7, pid: 1, tid: 1 });
    expect(trace.metadata).toMatchObject({ ep: 'wasm', threads: 2 });
  });
});
