import { useEffect, useMemo } from 'react';
import { getSession, useSession } from '../stores/session';
import { getView, setView } from '../stores/view';
import { stepTouching } from './marks';

export interface StepHover {
  readonly onPointerOver: (event: React.PointerEvent) => void;
  readonly onPointerLeave: () => void;
  readonly onFocus: (event: React.FocusEvent) => void;
  readonly onBlur: () => void;
}

/** A step is lit from here, and not from the list or the chart. */
let pointed = false;

/** Lights the step that touches a node in the list and in the chart. */
export function pointAt(node: string | null): void {
  const { steps, step } = getSession();
  const hovered = node === null || getView().inside.length > 0 ? null : stepTouching(steps, step, node);
  pointed = hovered !== null;
  if (getView().hoveredStep !== hovered) setView({ hoveredStep: hovered });
}

/** The same for cards, which say whose they are by `data-id`, under the pointer and under the focus. */
export function useStepHover(): StepHover {
  const step = useSession((s) => s.step);
  // A pointer that rests where it was is not about the step that came.
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs when another step comes
  useEffect(() => {
    if (pointed) pointAt(null);
  }, [step]);
  return useMemo(() => {
    const at = (target: EventTarget): void => {
      const card = target instanceof Element ? target.closest('[data-id]') : null;
      pointAt(card?.getAttribute('data-id') ?? null);
    };
    return {
      onPointerOver: ({ target }) => at(target),
      onPointerLeave: () => pointAt(null),
      onFocus: ({ target }) => at(target),
      onBlur: () => pointAt(null),
    };
  }, []);
}
