import { describe, expect, it } from 'vitest';
import { createClock } from '../../../agent/clock';
import { validate } from '../../../graph';
import { graphBuilder } from '../../../graph/fixtures';
import { applySite, isRefusal, rules } from '../../../transforms';
import { playOpenings } from './openings';

const target = { provider: 'wasm', standardOpsOnly: true } as const;

describe('playOpenings', () => {
  const g = graphBuilder({ opset: 17 });
  const x = g.input('x', 'float32', [1, 16, 8]);
  const y = g.op('Relu', [g.op('MatMul', [g.op('Identity', [x]), g.constant('w', 'float32', [8, 8])])]);
  g.output('y', g.op('Gather', [y, g.scalar('first', 'int64', 0)], { axis: 1 }));
  const base = g.build();

  it('gives traces that replay with the numbers of the whole list', async () => {
    const traces = await playOpenings(base, rules, target, createClock({ seconds: 20, signal: null }));
    expect(traces.length).toBeGreaterThan(0);
    for (const steps of traces) {
      let graph = base;
      for (const step of steps) {
        const applied = applySite(rules, graph, step.site, target);
        if (isRefusal(applied)) throw new Error(applied.reason);
        graph = applied.graph;
        expect(validate(graph)).toEqual([]);
      }
      expect(graph.size).toBe(steps.at(-1)?.graph.size);
    }
  });

  it('plays nothing when there is no time', async () => {
    const controller = new AbortController();
    controller.abort();
    expect(
      await playOpenings(base, rules, target, createClock({ seconds: 1, signal: controller.signal })),
    ).toEqual([]);
  });
});
