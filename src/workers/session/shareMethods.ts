import { CodedError } from '../../core';
import { describeTrace } from './describeTrace';
import { chooseModel } from './openModel';
import { stepViews } from './optimize/stepView';
import type { OpenedModel } from './protocol';
import { replayTrace } from './replayTrace';
import { sha256 } from './sha256';
import type { ShareMethods } from './share/protocol';
import type { OpenModel } from './state';
import { structureOf } from './structure';

/** What the session lends to the methods for shared traces. */
export interface ShareHost {
  /** @throws CodedError when none is open. */
  opened(): OpenModel;
  isRunning(): boolean;
  /** Replaces the open model. */
  adopt(make: () => OpenModel): Promise<OpenedModel>;
}

/** The session's methods for traces that are shared. */
export const shareMethods = (host: ShareHost): ShareMethods => ({
  describeTrace: async ({ trace }) => describeTrace(trace),
  replay: async ({ trace, onStructure }) => {
    if (host.isRunning())
      throw new CodedError('BUSY', 'The open model is being optimized, so the trace cannot be shown yet.');
    const before = host.opened();
    const { model: next, rules, checked, refused } = replayTrace(before, trace, onStructure);
    const model = await host.adopt(() =>
      host.opened() === before ? next : replayTrace(host.opened(), trace, onStructure).model,
    );
    return { model, steps: stepViews(host.opened()), rules, checked, refused };
  },
  identify: async ({ files }) => {
    const { model } = chooseModel(files);
    return { name: model.name, sha256: await sha256(new Uint8Array(await model.arrayBuffer())) };
  },
  structure: async ({ withNames }) => structureOf(host.opened(), withNames),
});
