import { count, digits, percent } from '../format';
import { Facts } from '../panels/Facts';
import { useTraining } from '../stores/training';
import { backendName } from './backendName';

const thin = '\u202f';

/** What it trains on, and how fast. */
export function RunFigures() {
  const backend = useTraining((s) => s.backend);
  const seed = useTraining((s) => s.seed);
  const info = useTraining((s) => s.info);
  const perSecond = useTraining((s) => s.updatesPerSecond);
  const agent = useTraining((s) => s.mode === 'agent');
  const last = useTraining((s) => s.evaluations.at(-1) ?? s.reports.at(-1) ?? null);
  if (backend === null || info === null) return null;
  const tried = Object.entries(backend.measured).sort(([, a], [, b]) => a - b);
  return (
    <>
      <h4>The run</h4>
      <Facts
        rows={[
          ['Backend', backendName(backend.name)],
          tried.length > 1
            ? [
                'Chosen by a trial step',
                tried.map(([name, ms]) => `${backendName(name)} ${digits(ms, 2)}${thin}ms`).join(' · '),
              ]
            : null,
          backend.lost === null
            ? null
            : [
                'Went away',
                `${backendName(backend.lost.name)}; went on from ${agent ? 'round' : 'update'} ${backend.lost.fromUpdate}`,
              ],
          ['Parameters', count(info.parameters)],
          ['Seed', String(seed)],
          perSecond > 0 ? ['Updates', `${digits(perSecond, 2)} a second`] : null,
          last === null ? null : ['Episodes played', String(last.episodes)],
          last === null || last.realStepsPerSecond === 0
            ? null
            : ['Real steps', `${count(last.realStepsPerSecond)} a second`],
          last === null || last.imaginedStepsPerSecond === 0
            ? null
            : ['Imagined steps', `${count(last.imaginedStepsPerSecond)} a second`],
          last === null || last.runtimeError === null
            ? null
            : ['Error of a step’s runtime', percent(last.runtimeError)],
        ]}
      />
    </>
  );
}
