import { readFile, writeFile } from 'node:fs/promises';
import type { Variant } from './ablation';
import type { GoalRow } from './goals';
import type { WorldmodelRow } from './rows';
import type { Speed } from './speed';
import type { TrainingTime } from './trainingTime';

const begin = '<!-- written by `npm run eval -- --suite worldmodel`: from here -->';
const end = '<!-- to here -->';

export interface Figures {
  readonly rows: readonly WorldmodelRow[];
  readonly speeds: readonly Speed[];
  readonly goals: readonly GoalRow[];
  readonly training: readonly TrainingTime[];
  readonly ablation: readonly Variant[];
  /** Facts about the checkpoints, a line each. */
  readonly about: readonly string[];
}

const figure = (x: number | null, digits = 2): string => (x === null ? '–' : x.toFixed(digits));

/** The part of docs/worldmodel.md that the command writes. */
export function tables({ rows, goals, speeds, training, ablation, about }: Figures): string {
  const parts = [...about.map((line) => `- ${line}`), ''];
  for (const runtime of ['measured', 'estimated'] as const) {
    const own = rows.filter((row) => row.runtime === runtime && row.model === '(all)');
    parts.push(
      runtime === 'measured'
        ? 'Against the clock (onnxruntime-web, WASM, one thread; interleaved ratios to the original):'
        : 'Against the estimate (the analytic sum of operator costs, exact by definition for that baseline):',
      '',
    );
    if (own.length === 0) {
      parts.push('No measured graphs were there to compare with.', '');
      continue;
    }
    parts.push(
      '| split | predictor | steps | forecasts | skill | error % | τ within a start | τ, pairs beyond the noise | in the 90 % interval | mask F1 | sites off | end right |',
      '|---|---|---|---|---|---|---|---|---|---|---|---|',
    );
    const order = [...own].sort((a, b) => a.split.localeCompare(b.split) || a.horizon - b.horizon);
    for (const row of order)
      parts.push(
        `| ${row.split} | ${row.predictor} | ${row.horizon} | ${row.forecasts} | ${figure(row.skill)} | ${figure(100 * row.mape)} ` +
          `| ${figure(row.kendallTau)} | ${figure(row.kendallTauApart)} | ${figure(row.coverage90)} | ${figure(row.maskF1, 3)} | ${figure(row.siteError)} | ${figure(row.endAccuracy)} |`,
      );
    parts.push('');
  }
  parts.push(
    ...modelTable(rows),
    ...ablationTable(ablation),
    ...speedTable(speeds),
    ...trainingLines(training),
    ...goalTable(goals),
  );
  return parts.join('\n');
}

function modelTable(rows: readonly WorldmodelRow[]): string[] {
  const own = rows.filter((row) => row.predictor === 'dreamgraph' && row.model !== '(all)');
  const names = [...new Set(own.map(({ model }) => model))];
  if (names.length === 0) return [];
  const lines = names.map((model) => {
    const at = (horizon: number, runtime: string): string =>
      figure(
        own.find((row) => row.model === model && row.horizon === horizon && row.runtime === runtime)?.skill ??
          null,
      );
    const split = own.find((row) => row.model === model)?.split ?? '';
    const cells = [1, 5, 10, 20].map((h) => at(h, 'estimated'));
    return `| ${model} | ${split} | ${cells.join(' | ')} | ${at(1, 'measured')} | ${at(10, 'measured')} |`;
  });
  return [
    'Skill of `dreamgraph` model by model (– where nothing moved by more than the noise):',
    '',
    '| model | split | 1 | 5 | 10 | 20 | measured, 1 | measured, 10 |',
    '|---|---|---|---|---|---|---|---|',
    ...lines,
    '',
  ];
}

function ablationTable(ablation: readonly Variant[]): string[] {
  return (['dreamgraph', 'rlflow'] as const).flatMap((kind) => {
    const own = ablation.filter((variant) => variant.kind === kind);
    if (own.length === 0) return [];
    const lines = own.map(({ without, updates, rows }) => {
      const cell = (split: string, horizon: number): string => {
        const row = rows.find(
          ({ model, split: of, horizon: at }) => model === '(all)' && of === split && at === horizon,
        );
        return row === undefined
          ? '–'
          : `${figure(row.skill)} / ${figure(row.maskF1, 3)} / ${figure(row.coverage90)}`;
      };
      return `| ${without} | ${updates} | ${cell('seen', 1)} | ${cell('seen', 10)} | ${cell('unseen', 1)} | ${cell('unseen', 10)} |`;
    });
    const what =
      kind === 'dreamgraph'
        ? 'What each part of `dreamgraph` is worth (one checkpoint, parts left out when it is asked)'
        : 'Ablation of `rlflow`: repairs off, same data, seed and few updates for each, from nothing';
    return [
      `${what}: skill / mask F1 / share in the 90 % interval, against the estimate:`,
      '',
      '| without | updates | seen, 1 step | seen, 10 | unseen, 1 | unseen, 10 |',
      '|---|---|---|---|---|---|',
      ...lines,
      '',
    ];
  });
}

function trainingLines(training: readonly TrainingTime[]): string[] {
  if (training.length === 0) return [];
  const told = training.map(
    ({ kind, backend, batch, unroll, secondsPer1000Updates }) =>
      `\`${kind}\` ${secondsPer1000Updates.toFixed(0)} s (${backend}, ${batch} windows of up to ${unroll} steps)`,
  );
  return [`Training time for 1,000 updates: ${told.join('; ')}.`, ''];
}

/** Goals with figures against the estimate and against the clock. */
function goalTable(goals: readonly GoalRow[]): string[] {
  const cell = (one: GoalRow['measured']): string =>
    one === null ? '–' : `${one.reached ? 'reached' : '**missed**'}: ${one.figure}`;
  return [
    'Goals, for `dreamgraph` (against the clock: corrected by the residual):',
    '',
    '| goal | against the estimate | against the clock |',
    '|---|---|---|',
    ...goals.map(({ goal, estimated, measured }) => `| ${goal} | ${cell(estimated)} | ${cell(measured)} |`),
    '',
  ];
}

function speedTable(speeds: readonly Speed[]): string[] {
  const rounded = (x: number): string => (x < 10 ? x.toFixed(2) : String(Math.round(x)));
  return [
    'Steps a second (imagining: whole rollouts with a mask read and an action chosen in each row; `rlflow` with one sample):',
    '',
    '| what | backend | batch | steps a second |',
    '|---|---|---|---|',
    ...speeds.map(
      ({ what, backend, batch, stepsPerSecond }) =>
        `| ${what} | ${backend} | ${batch} | ${rounded(stepsPerSecond)} |`,
    ),
    '',
  ];
}

/** Puts the text between the page's markers; false where the page has none. */
export async function writePage(path: string, text: string): Promise<boolean> {
  const page = await readFile(path, 'utf8');
  const [from, to] = [page.indexOf(begin), page.indexOf(end)];
  if (from < 0 || to < from) return false;
  await writeFile(path, `${page.slice(0, from + begin.length)}\n\n${text}\n${page.slice(to)}`);
  return true;
}
