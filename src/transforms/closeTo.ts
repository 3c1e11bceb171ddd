import type { Graph, ValueId } from '../graph';
import { scalar } from './read';

/** Whether two numbers agree as far as float32 tells: a constant in a file is a rounded one. */
export const closeTo = (value: number | null, wanted: number): boolean =>
  value !== null && Math.abs(value - wanted) <= Math.abs(wanted) * 2 ** -23;

/** Whether a value is one constant number, up to float32's rounding. */
export const isNumber = (graph: Graph, id: ValueId | null | undefined, wanted: number): boolean =>
  closeTo(scalar(graph, id), wanted);
