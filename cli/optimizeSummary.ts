import { digits, plural, sentence } from '../src/app/format';
import { constantInputs } from '../src/workers/session/constantInputs';
import type { OptimizeReport } from '../src/workers/session/protocol';

/** What the command says of a report: the verdict, what one has to know of its figures, and the steps. */
export function optimizeSummary(report: OptimizeReport): string {
  const { trouble, fellBack, equivalence } = report;
  const { reason } = equivalence;
  const notes = [
    trouble && `Nothing is claimed: ${sentence(trouble.message)} ${trouble.advice}`,
    reason === undefined ? null : sentence(reason),
    uncomparedOutputs(equivalence.uncompared),
    fellBack && sentence(fellBack),
    report.software ? softwareWarning(report.device) : null,
    constantInputs(report.fixedInputs),
    sizesOf(report.dims),
    report.model.weights === 'random' ? randomWeights : null,
  ].filter((note) => note !== null);
  return [`${report.model.name}: ${verdictOf(report)}`, ...notes, ...stepLines(report)].join('\n');
}

/** That of some outputs nothing could be compared; null where there are none. */
const uncomparedOutputs = (names: readonly string[] = []): string | null =>
  names.length === 0
    ? null
    : `Nothing but the shape of ${names.join(', ')} could be compared: with all inputs that were tried it was empty or no number.`;

/** For which sizes the figures hold; null where the model leaves none open. */
function sizesOf(dims: OptimizeReport['dims']): string | null {
  const sizes = Object.entries(dims).map(([name, size]) => `${name} = ${size}`);
  return sizes.length === 0 ? null : `Measured with ${sizes.join(', ')}; --dim gives other sizes.`;
}

const randomWeights =
  'Random weights stood in for those that were not given: times are hardly touched by that, and outputs were compared with them.';

/** What has to be known of every figure of a software adapter: WebGPU's calls are made, and the processor does the work. */
const softwareWarning = (device: string): string =>
  `${device} is a software adapter: these times say nothing of a GPU.`;

function verdictOf({
  returned,
  speedup: { ratio, ci95 },
  original,
  candidate,
  ...report
}: OptimizeReport): string {
  const where = `ms on ${report.ep} (${report.device}), ${report.threads} thread(s)`;
  if (report.steps.length === 0) {
    const { reason } = report.equivalence;
    const why = reason === undefined ? 'was found that is worth timing' : 'is known to compute the same';
    return `no rewrite ${why}, the original is returned (${digits(original.medianMs)} ${where})`;
  }
  const figures = `×${ratio.toFixed(3)} (95 % interval ${ci95[0].toFixed(3)}–${ci95[1].toFixed(3)}), ${digits(original.medianMs)} → ${digits(candidate.medianMs)} ${where}`;
  return returned === 'rewritten'
    ? `${figures}, ${plural(report.steps.length, 'rewrite')}, outputs equal to ${report.equivalence.maxRel.toExponential(1)}`
    : `nothing faster was confirmed, the original is returned (best candidate ${figures})`;
}

/** The steps as a table: what the world model imagined beside what the clock said. */
function stepLines({ steps }: OptimizeReport): string[] {
  if (steps.length === 0) return [];
  const width = Math.max(...steps.map(({ rule }) => rule.length));
  const figure = (ms: number | null): string => (ms === null ? '–' : digits(ms));
  const imagined = ({ imaginedMs, imaginedLowMs, imaginedHighMs }: (typeof steps)[number]): string =>
    imaginedMs === null
      ? '–'
      : `~${figure(imaginedMs)} (${figure(imaginedLowMs)} to ${figure(imaginedHighMs)})`;
  const rows = steps.map((step, i) => {
    const imaginedText = imagined(step).padEnd(24);
    return `${String(i + 1).padStart(4)}  ${step.rule.padEnd(width)}  ${imaginedText}  ${figure(step.measuredMs)}`;
  });
  return [`step  ${'rule'.padEnd(width)}  ${'imagined ms (90 %)'.padEnd(24)}  measured ms`, ...rows];
}
