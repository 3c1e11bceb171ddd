import { useRef } from 'react';
import { getView, setView, useView } from '../stores/view';

interface Props {
  readonly name: 'leftWidth' | 'rightWidth' | 'bottomHeight';
  readonly label: string;
  readonly axis: 'x' | 'y';
  /** 1 when dragging right or down makes the panel larger, else -1. */
  readonly grow: 1 | -1;
  readonly min: number;
  readonly max: number;
}

/** A border that can be dragged, or moved with the arrow keys; the size is remembered. */
export function Splitter({ name, label, axis, grow, min, max }: Props) {
  const value = useView((s) => s[name]);
  const from = useRef<{ at: number; size: number } | null>(null);
  const resize = (size: number) => setView({ [name]: Math.round(Math.min(max, Math.max(min, size))) });
  return (
    // biome-ignore lint/a11y/useSemanticElements: a separator that can be moved is a widget, which <hr> is not
    <div
      className={`splitter ${axis}`}
      role="separator"
      tabIndex={0}
      aria-label={label}
      aria-orientation={axis === 'x' ? 'vertical' : 'horizontal'}
      aria-valuenow={value}
      aria-valuemin={min}
      aria-valuemax={max}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        from.current = { at: axis === 'x' ? event.clientX : event.clientY, size: value };
      }}
      onPointerMove={(event) => {
        if (from.current === null) return;
        const now = axis === 'x' ? event.clientX : event.clientY;
        resize(from.current.size + grow * (now - from.current.at));
      }}
      onPointerUp={() => {
        from.current = null;
      }}
      onLostPointerCapture={() => {
        from.current = null;
      }}
      onKeyDown={(event) => {
        const [less, more] = axis === 'x' ? ['ArrowLeft', 'ArrowRight'] : ['ArrowUp', 'ArrowDown'];
        const step = event.key === more ? 16 : event.key === less ? -16 : 0;
        if (step === 0) return;
        event.preventDefault();
        event.stopPropagation();
        resize(getView()[name] + grow * step);
      }}
    />
  );
}
