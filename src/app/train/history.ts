import type { Evaluation, UpdateBatch } from '../../workers/training/protocol';
import type { LossHistory } from '../stores/training';

/** Losses with those of further updates; updates that were made again take the place of the first time. */
export function withUpdates(history: LossHistory, { first, loss, parts }: UpdateBatch): LossHistory {
  const kept = keepBefore(history, first);
  const names = new Set([...Object.keys(kept.parts), ...Object.keys(parts)]);
  const joined: Record<string, readonly number[]> = {};
  for (const name of names) {
    const before = kept.parts[name] ?? kept.update.map(() => Number.NaN);
    joined[name] = [...before, ...(parts[name] ?? loss.map(() => Number.NaN))];
  }
  return {
    update: [...kept.update, ...loss.map((_, i) => first + i)],
    loss: [...kept.loss, ...loss],
    parts: joined,
  };
}

/** The part of a history before an update. */
export function keepBefore(history: LossHistory, update: number): LossHistory {
  const cut = history.update.findIndex((u) => u >= update);
  if (cut < 0) return history;
  const parts = Object.entries(history.parts).map(([name, series]) => [name, series.slice(0, cut)]);
  return {
    update: history.update.slice(0, cut),
    loss: history.loss.slice(0, cut),
    parts: Object.fromEntries(parts),
  };
}

/** Evaluations with a further one, which takes the place of any from that update on. */
export const withEvaluation = (list: readonly Evaluation[], next: Evaluation): readonly Evaluation[] => [
  ...list.filter(({ update }) => update < next.update),
  next,
];

/** An exponential moving average over about `over` values, without the pull of the first one. NaN is passed over. */
export function smooth(values: readonly number[], over: number): number[] {
  const keep = 1 - 1 / over;
  let sum = 0;
  let weight = 0;
  return values.map((value) => {
    if (Number.isFinite(value)) {
      sum = keep * sum + (1 - keep) * value;
      weight = keep * weight + (1 - keep);
    }
    return weight > 0 ? sum / weight : Number.NaN;
  });
}
