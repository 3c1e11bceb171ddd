import type { Episode } from '../../env/episode';
import { type Forecast, forecast, scoreForecasts, type WorldModel } from '../../worldmodel';
import type { Evaluation } from './protocol';

/** Of the held-out episodes, the latest are asked about. */
const latest = 10;
/** Changes of the log runtime below this count as none. */
const noise = 1e-3;

export interface Foresight {
  readonly figures: Pick<Evaluation, 'maskF1' | 'maskF1After5' | 'runtimeError'>;
  readonly forecasts: readonly Forecast[];
}

/** How well a model foretells episodes that it did not learn from. */
export async function foresee(model: WorldModel, heldOut: readonly Episode[]): Promise<Foresight> {
  const forecasts = await forecast(model, heldOut.slice(-latest), [1, 2, 3, 5]);
  const after = (horizon: number) => {
    const own = forecasts.filter((f) => f.horizon === horizon);
    return own.length === 0 ? null : scoreForecasts(own, model.intervalScale, noise);
  };
  const [one, five] = [after(1), after(5)];
  return {
    figures: {
      maskF1: one?.maskF1 ?? null,
      maskF1After5: five?.maskF1 ?? null,
      runtimeError: one?.mape ?? null,
    },
    forecasts,
  };
}
