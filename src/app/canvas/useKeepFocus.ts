import { type RefObject, useEffect } from 'react';
import { chosenElement } from './chosenElement';

/**
 * Cards out of sight, or far away, are no elements: one that goes with the focus hands it to what stands for it from afar,
 * and gets it back.
 */
export function useKeepFocus(canvas: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const element = canvas.current;
    if (element === null) return;
    let inside = false;
    const onIn = () => {
      inside = true;
    };
    const onOut = ({ relatedTarget }: FocusEvent) => {
      // An element that goes takes the focus along to nowhere.
      if (relatedTarget !== null) inside = false;
    };
    const onDown = () => {
      inside = false;
    };
    const observer = new MutationObserver(() => {
      if (!inside || document.activeElement !== document.body) return;
      const next =
        chosenElement(element) ?? element.querySelector<HTMLElement>('.react-flow__node[tabindex]');
      next?.focus({ preventScroll: true });
    });
    element.addEventListener('focusin', onIn);
    element.addEventListener('focusout', onOut);
    addEventListener('pointerdown', onDown, true);
    observer.observe(element, { childList: true, subtree: true });
    return () => {
      observer.disconnect();
      element.removeEventListener('focusin', onIn);
      element.removeEventListener('focusout', onOut);
      removeEventListener('pointerdown', onDown, true);
    };
  }, [canvas]);
}
