import { CodedError } from '../../core';
import type { OpenModel } from './state';
import { unmeasured } from './unmeasured';

/** So many states are remembered; graphs share what they have in common, so each takes little. */
const mostRemembered = 200;

/** States of the open model that a person may go back to: its dimensions, outputs and trace at some moment. */
export class TraceMemory {
  private readonly kept = new Map<number, OpenModel>();
  private count = 0;

  /** Takes a state down; returns its number. */
  remember(model: OpenModel): number {
    const id = ++this.count;
    this.kept.set(id, { ...model, steps: [...model.steps] });
    for (const oldest of this.kept.keys()) {
      if (this.kept.size <= mostRemembered) break;
      this.kept.delete(oldest);
    }
    return id;
  }

  /**
   * A state as it was; figures that its steps got since are kept. Weights that were given since stay, and of a state with
   * others nothing is known that was measured with those.
   * @throws CodedError STATE_GONE when it is forgotten.
   */
  recall(id: number, { files, weights, randomSeed }: OpenModel): OpenModel {
    const model = this.kept.get(id);
    if (model === undefined) throw new CodedError('STATE_GONE', 'That state is not remembered any more.');
    if (model.weights === weights) return { ...model, steps: [...model.steps] };
    const now = { ...model, files, weights, randomSeed, steps: model.steps.map(unmeasured) };
    this.kept.set(id, now);
    return { ...now, steps: [...now.steps] };
  }

  forget(): void {
    this.kept.clear();
  }
}
