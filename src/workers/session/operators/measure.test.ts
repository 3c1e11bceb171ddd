import { expect, it, vi } from 'vitest';
import type { Runtime } from '../../../bench';
import { CodedError } from '../../../core';
import { graphBuilder } from '../../../graph/fixtures';
import type { Lab } from '../optimize/lab';
import { measureOperators } from './measure';

it('leaves no session open where the operators cannot be timed', async () => {
  const graph = graphBuilder({ opset: 17 }).build();
  const session = { id: 1 };
  const close = vi.fn(async () => undefined);
  const runtime = {
    open: async () => session,
    place: async () => undefined,
    warmUp: () => Promise.reject(new CodedError('STOPPED', 'onnxruntime-web was stopped')),
    close,
  } as unknown as Runtime;
  const lab = { runtime, source: async () => ({}), feeds: new Map() } as unknown as Lab;
  const { signal } = new AbortController();
  const timing = measureOperators(lab, graph, graph, 0, { signal, onProgress: () => undefined });
  await expect(timing).rejects.toMatchObject({ code: 'STOPPED' });
  expect(close).toHaveBeenCalledWith(session);
});
