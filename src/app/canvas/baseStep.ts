import type { Against } from '../stores/view';

/** The step that a graph is compared with. */
export const baseStep = (step: number, against: Against): number =>
  against === 'original' ? 0 : Math.max(0, step - 1);
