import type { Episode } from '../env/episode';
import { DreamgraphModel } from './dreamgraph';
import { type Forecast, forecast, intervalsFor } from './forecast';
import type { TrainableModel } from './trainable';

/** Depths at which intervals get their width, and states of an episode from which dreams begin. */
const horizons = [1, 2, 3, 5, 7, 10, 15, 20];
const starts = [0, 6];

/**
 * Gives a model's intervals the scale and the widths by depth with which they hold nine of ten graphs of each group of play.
 * Widths that it had before are forgotten first: deviations are told with them, and would be widened twice.
 */
export async function calibrateIntervals(
  model: TrainableModel,
  groups: readonly (readonly Episode[])[],
): Promise<void> {
  if (model instanceof DreamgraphModel) model.widths = Float32Array.of(1);
  const told: (readonly Forecast[])[] = [];
  for (const episodes of groups) told.push(await forecast(model, episodes, horizons, { starts }));
  const { scale, widths } = intervalsFor(told);
  model.intervalScale = scale;
  if (model instanceof DreamgraphModel) model.widths = widths;
}
