import type { OptimizeReport } from '../../workers/session/protocol';
import { count, digits, exponent, interval, percent, plural, ratio, sentence, time } from '../format';
import { useSession } from '../stores/session';
import { Distribution } from './Distribution';
import { Facts } from './Facts';
import { Operators } from './Operators';
import { OutputTable } from './OutputTable';
import { softwareNote } from './softwareNote';

/** What the clock said at the end, with everything that a claim of speed has to come with. */
export function Result() {
  const result = useSession((s) => s.result);
  // A result goes as soon as its steps do, so these are the candidate's.
  const bitForBit = useSession((s) => s.steps.every(({ exactness }) => exactness === 'bits'));
  if (result === null) {
    return (
      <div className="details">
        <h3>Nothing was optimized yet</h3>
        <p className="quiet">
          Optimize times the model and its candidates in turns; what it finds is shown here, with everything
          that a claim of speed has to come with.
        </p>
        <Operators />
      </div>
    );
  }
  const { speedup, speedupUnoptimizedRuntime: bare, specialising, equivalence, arithmetic, search } = result;
  const { originalMacs, candidateMacs } = arithmetic;
  const saved = originalMacs === 0 ? 0 : 1 - candidateMacs / originalMacs;
  return (
    <div className="details">
      <h3>{headingOf(result)}</h3>
      <p className="quiet">{explanationOf(result)}</p>
      {result.software && <p className="quiet">{softwareNote(result.device)}</p>}
      <h4>Against the original</h4>
      <Distribution
        rows={[
          {
            name: 'Original',
            kind: 'original',
            samples: result.samples.original,
            median: result.original.medianMs,
          },
          {
            name: 'Candidate',
            kind: 'candidate',
            samples: result.samples.candidate,
            median: result.candidate.medianMs,
          },
        ]}
      />
      <Facts
        rows={[
          result.trouble === null
            ? ['Speed-up', <Speed key="s" ratio={speedup.ratio} ci={speedup.ci95} />]
            : ['Speed-up', 'Not known'],
          ['Original', `${time(result.original.medianMs)} · ${plural(result.original.runs, 'run')}`],
          ['Candidate', `${time(result.candidate.medianMs)} · ${plural(result.candidate.runs, 'run')}`],
          ['Noise', `±${percent(speedup.noise)}`],
          bare === null
            ? null
            : ['With a runtime that does not optimize', <Speed key="s" ratio={bare.ratio} ci={bare.ci95} />],
          specialising === null
            ? null
            : [
                'Gained by fixing sizes alone',
                <Speed key="s" ratio={specialising.ratio} ci={specialising.ci95} />,
              ],
        ]}
      />
      <Operators />
      <h4>The same outputs</h4>
      <Facts
        rows={[
          ['Verdict', verdictOf(equivalence)],
          equivalence.uncompared === undefined
            ? null
            : ['Compared by shape alone', equivalence.uncompared.join(', ')],
          equivalence.inputs === 0 ? null : ['Sets of inputs', String(equivalence.inputs)],
          equivalence.inputs === 0
            ? null
            : [
                'Largest difference',
                `${exponent(equivalence.maxAbs)} (relative ${exponent(equivalence.maxRel)})`,
              ],
          equivalence.inputs === 0 ? null : ['Tolerance', exponent(equivalence.tolerance)],
          equivalence.roundingNoise === null
            ? null
            : ['The original, its inputs moved by one rounding', exponent(equivalence.roundingNoise)],
          result.steps.length === 0
            ? null
            : ['Rules', bitForBit ? 'All equal bit for bit' : 'All equal up to rounding'],
          equivalence.onWasm === null
            ? null
            : [
                'The original on WASM',
                `${equivalence.onWasm.passed ? 'The same' : 'Different'} (relative ${exponent(equivalence.onWasm.maxRel)}, tolerance ${exponent(equivalence.onWasm.tolerance)})`,
              ],
        ]}
      />
      <OutputTable outputs={equivalence.outputs} />
      <h4>Arithmetic</h4>
      <Facts
        rows={[
          ['Multiply-adds', `${count(originalMacs)} → ${count(candidateMacs)}`],
          saved > 0.0005 ? ['Saved', percent(saved)] : null,
          [
            'Nodes',
            `${result.model.nodes.toLocaleString('en-US')} → ${result.candidate.nodes.toLocaleString('en-US')}`,
          ],
        ]}
      />
      <h4>The search</h4>
      <Facts
        rows={[
          ['Time', `${digits(search.seconds)}\u202fs`],
          ['Rewrites tried', count(search.engineSteps)],
          ['Imagined', search.imaginedSteps > 0 ? count(search.imaginedSteps) : 'None'],
          ['Measured for real', String(search.realMeasurements)],
          ['Ended', endings[search.stopReason]],
        ]}
      />
      <h4>Measured on</h4>
      <Facts
        rows={[
          ['Device', result.software ? softwareNote(result.device) : result.device],
          ['Backend', result.ep === 'wasm' ? `WASM, ${plural(result.threads, 'thread')}` : 'WebGPU'],
          result.fellBack === null ? null : ['Not where it was asked to run', result.fellBack],
          ...Object.entries(result.versions).map(([name, version]) => [name, version] as const),
        ]}
      />
    </div>
  );
}

const verdictOf = ({ inputs, passed, reason }: OptimizeReport['equivalence']): string => {
  if (reason !== undefined) return 'No candidate is known to compute the same';
  if (inputs === 0) return 'Nothing was rewritten, so nothing had to be compared';
  return passed ? 'The same within tolerance' : 'Different';
};

function headingOf({ trouble, returned }: OptimizeReport): string {
  if (trouble !== null) return 'The machine could not tell';
  return returned === 'rewritten' ? 'The rewritten model is faster' : 'The original stays';
}

function explanationOf({ trouble, returned, steps, equivalence }: OptimizeReport): string {
  if (trouble !== null) {
    return `Nothing is claimed, and the original comes back: ${trouble.message.replace(/\.$/, '')}. ${trouble.advice}`;
  }
  const { reason } = equivalence;
  if (reason !== undefined) return `${sentence(reason)} So the original stays as it is.`;
  if (steps.length === 0) return 'No rewrite was found that is worth timing, so the original stays as it is.';
  return returned === 'rewritten'
    ? 'Both were timed in turns after the search, on the same inputs, with everything else the same.'
    : 'The best candidate was not reliably faster when both were timed in turns, so the original comes back unchanged.';
}

const endings = {
  time: 'Its time was up',
  converged: 'Nothing better was in sight',
  'nothing-legal': 'No rule applied any more',
  stopped: 'It was stopped',
  error: 'An error ended it',
} as const;

function Speed({ ratio: value, ci }: { ratio: number; ci: readonly [number, number] }) {
  return (
    <span className={ci[0] > 1 ? 'measured' : undefined}>
      <strong>{ratio(value)}</strong> <span className="faint whole">({interval(ci[0], ci[1])})</span>
    </span>
  );
}
