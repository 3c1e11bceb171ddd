import { Pause, Play, RotateCcw, Square, StepForward } from 'lucide-react';
import { about } from '../format';
import { totalOf, useTraining } from '../stores/training';
import { backendName } from './backendName';
import { usePausing } from './pausing';
import { pauseTraining, resetTraining, resumeTraining, stepTraining, stopTraining } from './training';

/** Where the run stands, in a sentence, and what can be done about it. */
export function RunControls() {
  const run = useTraining((s) => s.run);
  const running = useTraining((s) => s.running);
  const yielded = useTraining((s) => s.yielded);
  const agent = useTraining((s) => s.mode === 'agent');
  const done = useTraining((s) => s.updates >= totalOf(s));
  // Rounds are few and long, so that the pieces they are made of are shown.
  const made = useTraining((s) => (s.mode === 'agent' ? (s.progress?.done ?? 0) : s.updates));
  const total = useTraining((s) => (s.mode === 'agent' ? (s.progress?.total ?? 1) : s.total));
  const pausing = usePausing((s) => s.pausing);
  const open = run === 'open';
  return (
    <div className="run">
      <Sentence />
      <div
        className="run-bar"
        role="progressbar"
        aria-label="Training"
        aria-valuemin={0}
        aria-valuemax={total}
        aria-valuenow={Math.min(made, total)}
      >
        <div style={{ transform: `scaleX(${Math.min(1, made / Math.max(1, total))})` }} />
      </div>
      <div className="run-buttons">
        {running ? (
          <button type="button" className="button" disabled={pausing} onClick={() => void pauseTraining()}>
            <Pause size={14} fill="currentColor" aria-hidden="true" />
            {pausing ? 'Pausing' : 'Pause training'}
          </button>
        ) : (
          <button
            type="button"
            className="button"
            disabled={!open || done || yielded}
            onClick={() => void resumeTraining()}
          >
            <Play size={14} fill="currentColor" aria-hidden="true" />
            Resume training
          </button>
        )}
        <button type="button" className="button" onClick={stopTraining}>
          <Square size={12} fill="currentColor" aria-hidden="true" />
          Stop training
        </button>
        <button
          type="button"
          className="button"
          disabled={!open || running || done || yielded}
          onClick={() => void stepTraining()}
        >
          <StepForward size={14} aria-hidden="true" />
          {agent ? 'One round' : 'One update'}
        </button>
        <button type="button" className="button" disabled={!open} onClick={() => void resetTraining()}>
          <RotateCcw size={14} aria-hidden="true" />
          Reset training
        </button>
      </div>
    </div>
  );
}

function Sentence() {
  const progress = useTraining((s) => s.progress);
  const yielded = useTraining((s) => s.yielded);
  const backend = useTraining((s) => s.backend);
  if (yielded) return <p className="run-sentence">Waiting while the clock is in use</p>;
  if (progress === null) return <p className="run-sentence">Starting the training worker</p>;
  const { message, secondsLeft } = progress;
  return (
    <p className="run-sentence">
      {message}
      {secondsLeft !== null && `, ${about(secondsLeft)} left`}
      {backend !== null && <span className="faint"> · on {backendName(backend.name)}</span>}
    </p>
  );
}
