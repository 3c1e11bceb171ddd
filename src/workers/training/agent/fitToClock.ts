import type { Episode } from '../../../env/episode';
import {
  type ClockResidual,
  clockRows,
  fitClock,
  forecast,
  noResidual,
  type WorldModel,
} from '../../../worldmodel';

/** What the clock said of these games beyond what the model imagines of them; nothing where it was not asked. */
export async function fitToClock(model: WorldModel, games: readonly Episode[]): Promise<ClockResidual> {
  const none = noResidual(model.intervalScale);
  const measured = games.filter(({ clock }) => clock?.some((figure) => figure > 0) ?? false);
  const longest = Math.max(0, ...measured.map(({ actions }) => actions.length));
  if (longest === 0) return none;
  const horizons = Array.from({ length: longest }, (_, k) => k + 1);
  const forecasts = await forecast(model, measured, horizons, { starts: [0] });
  return fitClock(
    clockRows(forecasts).map(({ row }) => row),
    none,
  );
}
