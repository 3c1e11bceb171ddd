import { CodedError } from '../../core';
import type { Constant, ValueId } from '../../graph';
import { npyHeader } from './npy';
import type { Lab } from './optimize/lab';
import type { SessionMethods } from './protocol';
import { graphAt, type OpenModel } from './state';
import { weightStatistics } from './statistics';

export interface WeightContext {
  readonly opened: () => OpenModel;
  /** For a constant that is an expression over others: the runtime computes it. */
  readonly anyLab: () => Promise<Lab>;
}

/** What is asked of a constant's values. */
export function weightMethods({
  opened,
  anyLab,
}: WeightContext): Pick<SessionMethods, 'weightStatistics' | 'weightFile'> {
  /** @throws CodedError WEIGHTS_MISSING */
  const contents = async (step: number, value: number) => {
    const { constant } = graphAt(opened(), step).value(value as ValueId);
    if (constant === null) throw new CodedError('WORKER_FAILED', 'that value is not a constant');
    const bytes = await bytesOf(constant);
    if (!bytes) throw new CodedError('WEIGHTS_MISSING', 'the contents of this weight are not here');
    return { constant, bytes };
  };
  const bytesOf = async (constant: Constant): Promise<Uint8Array | null | undefined> => {
    if (constant.kind === 'applied') return (await (await anyLab()).evaluator.evaluate([constant]))[0];
    await opened().weights.load([constant]);
    return opened().weights.bytesOf(constant);
  };
  return {
    weightStatistics: async ({ step, value }) => {
      const { constant, bytes } = await contents(step, value);
      const random = opened().weights.missing(opened().base).length > 0;
      const statistics = weightStatistics(constant.dtype, bytes, random);
      if (statistics === null)
        throw new CodedError('WEIGHTS_MISSING', `${constant.dtype} has no plain numbers to count`);
      return statistics;
    },
    weightFile: async ({ step, value }) => {
      const { constant, bytes } = await contents(step, value);
      const header = npyHeader(constant.dtype, constant.shape);
      if (header === null) throw new CodedError('WEIGHTS_MISSING', `NumPy has no type for ${constant.dtype}`);
      return new Blob([header, bytes as Uint8Array<ArrayBuffer>], { type: 'application/octet-stream' });
    },
  };
}
