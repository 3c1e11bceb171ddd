import type { ReactNode } from 'react';
import { withKeys } from '../shell/withKeys';

interface Props {
  readonly label: string;
  /** What the tooltip says instead of the label. */
  readonly title?: string;
  /** Its keys, as `Ctrl F`. */
  readonly keys?: string;
  readonly disabled?: boolean;
  /** Of what is on or off. */
  readonly pressed?: boolean;
  readonly className?: string;
  readonly onClick: () => void;
  readonly children: ReactNode;
}

/** A button of the toolbar above the graph. */
export function Tool({
  label,
  title = label,
  keys,
  disabled = false,
  pressed,
  className = '',
  onClick,
  children,
}: Props) {
  return (
    <button
      type="button"
      className={`button plain icon small ${className}`}
      aria-label={label}
      title={keys === undefined ? title : withKeys(title, keys)}
      aria-pressed={pressed}
      disabled={disabled}
      onClick={onClick}
    >
      {children}
    </button>
  );
}
