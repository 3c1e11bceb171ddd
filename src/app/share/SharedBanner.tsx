import { Play, Share2, Square, Timer, X } from 'lucide-react';
import { plural } from '../format';
import { goTo, play, showStep } from '../session/steps';
import { useSession } from '../stores/session';
import { measureHere, stopMeasuring } from './measureHere';
import { receiverTarget } from './receiverTarget';
import { closeShared, type Shared, useShared } from './shared';
import { deviceWords, modelWords, speedWords, targetWords } from './words';
import './share.css';

/** Says that what is on the page was sent by somebody, whose figures these are, and what could not be replayed. */
export function SharedBanner({ embedded = false }: { embedded?: boolean }) {
  const shared = useShared((s) => s.shared);
  if (shared === null || shared.phase === 'asking') return null;
  const { trace, phase } = shared;
  return (
    <section className="banner note shared-banner" aria-label="Shared trace">
      <Share2 size={16} aria-hidden="true" />
      <p>
        <strong>
          Shared trace of <bdi>{modelWords(trace)}</bdi>:
        </strong>{' '}
        <Claim shared={shared} />
        <Caveat shared={shared} />{' '}
        <a href="?lesson=1" target="_blank" rel="noreferrer">
          How it works
        </a>
      </p>
      {phase === 'replayed' && (
        <button type="button" className="button small" onClick={() => void fromTheStart()}>
          <Play size={13} aria-hidden="true" />
          Watch
        </button>
      )}
      {phase === 'replayed' && <MeasureHere shared={shared} />}
      {!embedded && (
        <button
          type="button"
          className="button plain icon small"
          aria-label="Close the shared trace"
          onClick={closeAll}
        >
          <X size={16} aria-hidden="true" />
        </button>
      )}
    </section>
  );
}

function Claim({ shared: { trace } }: { shared: Shared }) {
  const steps = plural(trace.steps.length, 'rewrite that keeps', 'rewrites that keep');
  const measured = trace.speedup !== null || trace.steps.some((step) => step.measured !== null);
  if (!measured) return <>{steps} what it computes, not measured by the sender.</>;
  const { speedup } = trace;
  const where = <bdi>{deviceWords(trace)}</bdi>;
  if (speedup !== null && !speedup.confirmed) {
    return (
      <>
        {steps} what it computes, measured by the sender on {where}; a gain is {speedWords(speedup)}.
      </>
    );
  }
  return (
    <>
      {steps} what it computes, {speedup !== null && <span className="measured">{speedWords(speedup)} </span>}
      measured by the sender on {where}.
    </>
  );
}

function Caveat({ shared }: { shared: Shared }) {
  const text = caveatOf(shared);
  return text === null ? null : <span className="shared-caveat"> {text}</span>;
}

/** What a person has to know of the replay before believing it; null: nothing. */
function caveatOf({
  phase,
  refused,
  rules,
  checked,
  onStructure,
  trace,
}: Pick<Shared, 'phase' | 'refused' | 'rules' | 'checked' | 'onStructure' | 'trace'>): string | null {
  if (phase !== 'replayed') {
    return rules === 'other' || rules === 'later'
      ? 'It was made with another list of rules: some of them may be unknown here.'
      : null;
  }
  const lists = rules === 'other' || rules === 'later' ? 'It was made with another list of rules. ' : '';
  if (refused !== null) {
    const from =
      refused.step === trace.steps.length ? 'The last step' : `Step ${refused.step} and what follows`;
    return `${lists}${from} cannot be replayed here: ${refused.reason}. Their figures are shown all the same.`;
  }
  if (onStructure) return 'Shown on the structure alone, with random weights: outputs mean nothing.';
  if (!checked && trace.steps.length > 0)
    return `${lists}It comes from another version, so the graphs could not be compared with the sender’s.`;
  return lists === '' ? null : `${lists}Every step made the sender’s graph all the same.`;
}

function MeasureHere({ shared }: { shared: Shared }) {
  const able = useSession(
    (s) => s.target !== null && s.model?.notTimeable === null && s.model.weights !== 'missing' && !s.running,
  );
  const busy = useSession((s) => s.measuring !== null);
  const targets = useSession((s) => s.targets);
  const chosen = useSession((s) => s.target);
  const target = receiverTarget(shared.trace, targets, chosen);
  const left = useSession((s) => s.steps.some((step) => step.measured === null && step.site !== ''));
  if (shared.measuring) {
    return (
      <button type="button" className="button small" onClick={stopMeasuring}>
        <Square size={11} fill="currentColor" aria-hidden="true" />
        Stop measuring
      </button>
    );
  }
  if (!left) return null;
  return (
    <button
      type="button"
      className="button small"
      disabled={!able || busy}
      title={target === null ? undefined : `In turns with the original, on ${targetWords(target)}`}
      onClick={() => void measureHere()}
    >
      <Timer size={13} aria-hidden="true" />
      Measure here
      {target !== null && (
        <small>
          <span className="unseen">on </span>
          {target.ep === 'wasm' && <span className="device">CPU, </span>}
          {targetWords(target).replace(/^CPU, /, '')}
        </small>
      )}
    </button>
  );
}

async function fromTheStart(): Promise<void> {
  goTo(0);
  await showStep(0);
  await play();
}

/** Without a model there is nothing to stay for: the empty page comes back. */
function closeAll(): void {
  stopMeasuring();
  closeShared();
}
