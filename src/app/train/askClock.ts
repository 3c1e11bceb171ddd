import { CodedError } from '../../core';
import type { Replay } from '../../workers/session/dream/protocol';
import type { ClockFigure, MeasureAnswer, MeasureRequest, MeasureWay } from '../../workers/training/protocol';
import { connection } from '../session/connection';
import { chosenTarget } from '../stores/borrowedTarget';
import { getSession } from '../stores/session';
import { getTraining } from '../stores/training';
import { isPausing } from './pausing';

/** A look at the clock takes at most this long, in seconds. */
const seconds = 2.5;

/**
 * Plays an agent's ways on the session's own graph and has the clock compare where they lead with the original. Nothing of
 * this fails: what cannot be measured has no figure, and the answer says why.
 */
export async function askClock({ id, ways }: MeasureRequest): Promise<MeasureAnswer> {
  const figures: (ClockFigure | null)[] = [];
  let remark: string | null = null;
  for (const way of ways) {
    try {
      figures.push(await measured(way));
    } catch (thrown) {
      figures.push(null);
      remark ??= thrown instanceof CodedError ? thrown.message : String(thrown);
    }
  }
  return { id, figures, remark };
}

/** @throws CodedError when it cannot be measured. */
async function measured(way: MeasureWay): Promise<ClockFigure> {
  const target = chosenTarget(getSession().target);
  if (target === null) throw new CodedError('PROVIDER_UNAVAILABLE', 'there is nothing to run the model on');
  // Whoever pauses or stops does not want to wait for more of them.
  const { run, running } = getTraining();
  if (run !== 'open' || !running || isPausing())
    throw new CodedError('STOPPED', 'the agent was paused before its turn');
  const replay = await connection().call('replayDream', { step: 0, moves: way.moves });
  if (!isSame(replay, way))
    throw new CodedError('WORKER_FAILED', 'played again, the rewrites led to another graph');
  const asked = { replay: replay.id, steps: way.moves.length, target, seconds };
  const { ratio, ratioLow, ratioHigh } = await connection().call('measureDream', asked);
  return { ratio, low: ratioLow, high: ratioHigh };
}

/** Whether a replay came to the graph that the way is to lead to, as far as its legal sites tell. */
function isSame({ steps }: Replay, { moves, counts }: MeasureWay): boolean {
  const last = steps.at(-1);
  if (last === undefined || !last.legal || steps.length !== moves.length) return false;
  return counts.every((count, rule) => last.counts[rule] === count);
}
