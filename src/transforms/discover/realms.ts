import { imageAxes, matrixAxes } from './shapes';
import type { Realm } from './universe';

const square = [2, 2];
const image = [2, 2, 3, 3];

/** What is enumerated, in this order: what one realm learns, the next ones take as known. */
export const realms: readonly Realm[] = [
  {
    name: 'matrices',
    inputs: { a: square, b: square, c: square, d: square },
    ops: ['add', 'mul', 'matmul', 'rows', 'cols', 'relu'],
    axes: matrixAxes,
  },
  {
    name: 'transposes and factors',
    inputs: { a: square, b: square, c: square, s: [], t: [] },
    ops: ['add', 'mul', 'matmul', 'rows', 'cols', 'relu', 'transpose', 'scale'],
    axes: matrixAxes,
  },
  {
    name: 'images',
    inputs: { a: image, b: image, c: image, d: image, s: [] },
    ops: ['add', 'conv', 'rows', 'cols', 'relu', 'scale'],
    axes: imageAxes,
  },
];
