import { Pause, Play } from 'lucide-react';

interface RunButtonProps {
  /** What it says while nothing runs. */
  readonly label: string;
  readonly running: boolean;
  readonly disabled: boolean;
  readonly onStart: () => void;
  readonly onPause: () => void;
}

/** Starts what learns in a figure, and pauses it. */
export function RunButton({ label, running, disabled, onStart, onPause }: RunButtonProps) {
  return (
    <button
      type="button"
      className={`button small${running ? '' : ' primary'}`}
      disabled={disabled}
      onClick={running ? onPause : onStart}
    >
      {running ? <Pause size={13} aria-hidden="true" /> : <Play size={13} aria-hidden="true" />}
      {running ? 'Pause' : label}
    </button>
  );
}
