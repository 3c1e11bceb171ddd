import { describe, expect, it, vi } from 'vitest';
import type { NodeId } from '../../../graph';
import { graphBuilder } from '../../../graph/fixtures';
import { unmeasured } from '../unmeasured';
import { keepTrace } from './keepTrace';
import { openedGraph } from './testing';

const graph = graphBuilder({ opset: 17 }).build();
const step = (rule: number) => unmeasured({ site: { rule, anchor: 0 as NodeId, variant: 0 }, graph });
const webgpu = { provider: 'webgpu', standardOpsOnly: false } as const;

describe('the trace of a model', () => {
  const replacing = (fails: boolean) => {
    const model = openedGraph(graph);
    const before = { steps: [step(1), step(2)], target: model.target };
    model.steps.push(...before.steps);
    const onBack = vi.fn();
    const done = keepTrace(
      model,
      async () => {
        model.steps.splice(0, model.steps.length, step(3));
        model.target = webgpu;
        if (fails) throw new Error('it failed');
      },
      onBack,
    );
    return { model, before, onBack, done };
  };

  it('comes back with its target where the run that replaced it fails', async () => {
    const { model, before, onBack, done } = replacing(true);
    await expect(done).rejects.toThrow('it failed');
    expect(model.steps).toEqual(before.steps);
    expect(model.target).toBe(before.target);
    expect(onBack).toHaveBeenCalledTimes(1);
  });

  it('does not come back where the run succeeds', async () => {
    const { model, onBack, done } = replacing(false);
    await done;
    expect(model.steps.map(({ site }) => site.rule)).toEqual([3]);
    expect(model.target).toBe(webgpu);
    expect(onBack).not.toHaveBeenCalled();
  });

  it('is not told of again where a run fails that never touched it', async () => {
    const onBack = vi.fn();
    const failing = keepTrace(openedGraph(graph), () => Promise.reject(new Error('it failed')), onBack);
    await expect(failing).rejects.toThrow('it failed');
    expect(onBack).not.toHaveBeenCalled();
  });
});
