import type { SessionState } from '../stores/session';
import { runtimeFigures } from './runtimeFigures';

/** Whether the graph on the canvas has shares of the runtime: from the clock, or estimated from the times of operators. */
export const isTimed = ({ view, operators }: SessionState): boolean =>
  view !== null &&
  (runtimeFigures(operators, view.step) !== null || view.nodes.some((node) => node.share !== null));
