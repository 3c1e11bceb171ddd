import type { OpenedModel } from '../../workers/session/protocol';

/** Whether two models begin with the same graph: the same file, with the same dimensions and outputs. */
export function sameBase(a: OpenedModel | null, b: OpenedModel | null): boolean {
  const base = (model: OpenedModel | null) => model && [model.sha256, model.dims, model.outputs];
  return JSON.stringify(base(a)) === JSON.stringify(base(b));
}
