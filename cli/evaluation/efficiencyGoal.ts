import { clockedPpo, measurementsOf } from './agents';
import { measurementsFor } from './efficiency';
import type { EfficiencyReport } from './report';
import { type Verdict, verdict } from './verdict';

/**
 * Against PPO that learns from what it measures, where it was run. The one that learns on the estimate spends its
 * measurements on what it has found already, so its number is only told.
 */
export function sampleEfficiency(report: EfficiencyReport | null, subject: string): Verdict {
  const curves = report?.curves ?? [];
  const most = report?.measurements ?? 0;
  const models = [...new Set(curves.map(({ model }) => model))];
  const results = models.flatMap((model) => {
    const here = curves.filter((curve) => curve.model === model);
    const known = Math.max(...here.flatMap(({ best }) => best));
    const ours = measurementsFor(here, subject, known);
    const estimated = measurementsFor(here, 'model-free-ppo', known);
    const clocked = measurementsFor(here, clockedPpo, known);
    if (known <= 1.005 || ours === undefined) return [];
    if (estimated === undefined && clocked === undefined) return [];
    const peer = clocked === undefined ? 'model-free-ppo' : clockedPpo;
    const theirs = clocked === undefined ? estimated : clocked;
    const limit = measurementsOf(peer, most);
    return [{ model, ours, theirs, limit, estimated }];
  });
  const shown = (n: number | null | undefined, limit: number): string =>
    n === undefined ? 'not run' : n === null ? `not in ${limit}` : `${n}`;
  return verdict(
    '95 % of the best known result with at most a tenth of the measurements of model-free PPO that learns from them',
    results.length === 0
      ? null
      : results.every(
          ({ ours, theirs, limit }) => ours !== null && ours <= Math.max(1, (theirs ?? limit) / 10),
        ),
    results
      .map(
        ({ model, ours, theirs, limit, estimated }) =>
          `${model}: ${shown(ours, most)} against ${shown(theirs, limit)} (learned on the estimate: ${shown(estimated, most)})`,
      )
      .join('; '),
  );
}
