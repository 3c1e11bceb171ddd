import type { Emit } from '../emit';
import type { OpenModel } from '../state';
import { nodeKey } from '../view';
import type { Prices } from './findCandidates';
import type { Job } from './job';
import { stepView, stepViews } from './stepView';

/** What a run on a model tells the page while it is at work. */
export const jobEvents = (emit: Emit, model: OpenModel, prices: Prices): Job['emit'] => ({
  progress: (progress) => emit('progress', progress),
  steps: () => emit('steps', stepViews(model)),
  step: (index) => emit('step', stepView(model, index)),
  shares: (graph) => {
    const shares = Object.fromEntries([...prices.shares(graph)].map(([id, share]) => [nodeKey(id), share]));
    emit('shares', { step: 0, shares });
  },
});
