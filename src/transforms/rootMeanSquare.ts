import { float32Refusal } from './arithmetic';
import type { Match } from './match';
import { any, constant, maybe, type OpPattern, oneOf, op } from './pattern';
import { intAttr, reducedAxes, scalar } from './read';
import { type Refusal, refuse } from './rule';

/** x / √(mean x² + ε) · γ in the ways in which exporters write it. */

const square = oneOf(op('Pow', [any('x'), constant('two')]), op('Mul', [any('x'), any('x')]));
const root = op('Sqrt', [
  op('Add', [op('ReduceMean', [square, maybe(any('axes'))], { name: 'mean' }), constant('epsilon')], {
    commutative: true,
  }),
]);
const scaled = oneOf(
  op('Div', [any('x'), root]),
  op('Mul', [any('x'), oneOf(op('Reciprocal', [root]), op('Div', [constant('one'), root]))], {
    commutative: true,
  }),
);

export const rootMeanSquare: OpPattern = op('Mul', [scaled, constant('scale')], { commutative: true });

const isScalar = (m: Match, name: string): boolean => {
  if (m.find(name) === null) return true;
  return (
    scalar(m.graph, m.value(name)) !== null && m.constant(name).shape.length <= (m.shape('x')?.length ?? 0)
  );
};

/** Refuses a match of `rootMeanSquare` that is not the normalization over the last axis, or has other constants. */
export function rootMeanSquareRefusal(m: Match): Refusal | null {
  const refusal = float32Refusal(m.graph, m.value('x'));
  if (refusal !== null) return refusal;
  const shape = m.shape('x');
  const size = shape?.at(-1);
  if (shape === null || typeof size !== 'number') return refuse('the size of the last axis is not known');
  if (m.find('two') !== null && scalar(m.graph, m.value('two')) !== 2) return refuse('the power is not 2');
  if (m.find('one') !== null && scalar(m.graph, m.value('one')) !== 1) return refuse('the dividend is not 1');
  const epsilon = scalar(m.graph, m.value('epsilon'));
  if (epsilon === null || !(epsilon >= 0)) return refuse('what is added to the mean is not one number');
  if (!['two', 'one', 'epsilon'].every((name) => isScalar(m, name))) return refuse('a constant may add axes');
  const axes = reducedAxes(m.graph, m.node('mean'));
  if (axes?.length !== 1 || axes[0] !== shape.length - 1) return refuse('the mean is not over the last axis');
  if (intAttr(m.node('mean'), 'keepdims', 1) !== 1) return refuse('the mean drops its axis');
  const { shape: own } = m.constant('scale');
  return own.length === 1 && own[0] === size ? null : refuse('the scale is no vector along the last axis');
}
