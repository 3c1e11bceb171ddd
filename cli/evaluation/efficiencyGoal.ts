import { clockedPpo } from './agents';
import { measurementsFor } from './efficiency';
import type { EfficiencyReport } from './report';
import { type Verdict, verdict } from './verdict';

/**
 * Against PPO that learns from what it measures, where it was run. The one that learns on the estimate spends its
 * measurements on what it has found already, so its number is only told.
 */
export function sampleEfficiency(report: EfficiencyReport | null, subject: string): Verdict {
  const curves = report?.curves ?? [];
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
    // One that ended by itself may have used fewer measurements than it had.
    const used = (search: string): number =>
      Math.max(0, ...here.flatMap((curve) => (curve.search === search ? [curve.best.length] : [])));
    const shown = (n: number | null | undefined, search: string): string =>
      n === undefined ? 'not run' : n === null ? `not in ${used(search)}` : `${n}`;
    const detail = `${model}: ${shown(ours, subject)} against ${shown(theirs, peer)} (learned on the estimate: ${shown(estimated, 'model-free-ppo')})`;
    const within = ours !== null && ours <= Math.max(1, (theirs ?? used(peer)) / 10);
    return [{ detail, within }];
  });
  return verdict(
    '95 % of the best known result with at most a tenth of the measurements of model-free PPO that learns from them',
    results.length === 0 ? null : results.every(({ within }) => within),
    results.map(({ detail }) => detail).join('; '),
  );
}
