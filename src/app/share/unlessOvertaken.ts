import { isLatest, overtake } from '../session/turn';
import { closeShared, getShared, type Shared } from './shared';

/** Whether no other trace has taken this one's place, and nobody has let go of it, while something of it was on its way. */
export const isPresent = ({ trace }: Pick<Shared, 'trace'>): boolean => getShared()?.trace === trace;

/**
 * What is fetched or read for a trace, which takes the place of whatever was on its way before. Null: something else was
 * opened meanwhile; that stays, and the trace goes.
 */
export async function unlessOvertaken<T>(shared: Shared, work: () => Promise<T>): Promise<T | null> {
  const turn = overtake();
  const isOver = (): boolean => {
    if (isLatest(turn)) return false;
    if (isPresent(shared)) closeShared();
    return true;
  };
  try {
    const got = await work();
    return isOver() ? null : got;
  } catch (thrown) {
    if (isOver()) return null;
    throw thrown;
  }
}
