import { clockedPpo } from './agents';
import { measurementsFor } from './efficiency';
import { efficiencyModels } from './models';
import type { EfficiencyReport } from './report';
import { type Verdict, verdictOver } from './verdict';

/**
 * Against PPO that learns from what it measures, where it was run. The one that learns on the estimate spends its
 * measurements on what it has found already, so its number is only told.
 */
export function sampleEfficiency(report: EfficiencyReport | null, subject: string): Verdict {
  const curves = report?.curves ?? [];
  const models = [...new Set(curves.map(({ model }) => model))];
  /** Where nothing can be gained, nothing can be gained sooner. */
  const idle: string[] = [];
  const results = models.flatMap((model) => {
    const here = curves.filter((curve) => curve.model === model);
    const known = Math.max(...here.flatMap(({ best }) => best));
    const ours = measurementsFor(here, subject, known);
    const estimated = measurementsFor(here, 'model-free-ppo', known);
    const clocked = measurementsFor(here, clockedPpo, known);
    if (known <= 1.005) idle.push(model);
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
    return [{ model, detail, within }];
  });
  const told = [...idle, ...results.map(({ model }) => model)];
  return verdictOver(
    '95 % of the best known result with at most a tenth of the measurements of model-free PPO that learns from them, or with the first',
    results.map(({ within }) => within),
    efficiencyModels.filter((model) => !told.includes(model)),
    results.map(({ detail }) => detail).join('; '),
    'models',
  );
}
