import type { DType, Graph, GraphBuilder, ValueId } from '../../graph';
import { graphOf } from './fixtures';

/** Gelu as exporters write it out, with what its tests change about it. */
export interface GeluParts {
  /** Which of the three factors x, 1 + f and ½ is multiplied last. */
  readonly last?: 'half' | 'x' | 'gate';
  readonly half?: number;
  readonly one?: number;
  /** x divided by √2, or multiplied by √½ where this is 'Mul'. */
  readonly scale?: 'Div' | 'Mul';
  readonly root?: number;
  /** The cube as a power or as products. */
  readonly cube?: 'Pow' | 'Mul';
  readonly cubic?: number;
  readonly dtype?: DType;
  readonly opset?: number;
  /** The shape of the constant ½. */
  readonly halfShape?: readonly number[];
}

type Inner = (g: GraphBuilder, x: ValueId, parts: GeluParts) => ValueId;

const scaled: Inner = (g, x, { scale = 'Div', root, dtype = 'float32' }) => {
  const by = root ?? (scale === 'Div' ? Math.SQRT2 : Math.SQRT1_2);
  return g.op('Erf', [g.op(scale, [x, g.scalar('root', dtype, by)])]);
};

const curved: Inner = (g, x, { cube = 'Pow', cubic = 0.044715, dtype = 'float32' }) => {
  const third =
    cube === 'Pow' ? g.op('Pow', [x, g.scalar('three', dtype, 3)]) : g.op('Mul', [x, g.op('Mul', [x, x])]);
  const sum = g.op('Add', [x, g.op('Mul', [third, g.scalar('cubic', dtype, cubic)])]);
  return g.op('Tanh', [g.op('Mul', [g.scalar('slope', dtype, Math.sqrt(2 / Math.PI)), sum])]);
};

function gelu(inner: Inner, parts: GeluParts): Graph {
  const { last = 'half', half = 0.5, one = 1, dtype = 'float32', opset = 17, halfShape = [] } = parts;
  return graphOf(
    (g) => {
      const x = g.input('x', dtype, [2, 3]);
      const gate = g.op('Add', [inner(g, x, parts), g.scalar('one', dtype, one)]);
      const factor = g.constant('half', dtype, halfShape, [half]);
      if (last === 'half') return g.op('Mul', [g.op('Mul', [x, gate]), factor]);
      if (last === 'x') return g.op('Mul', [x, g.op('Mul', [factor, gate])]);
      return g.op('Mul', [g.op('Mul', [x, factor]), gate]);
    },
    { opset },
  );
}

/** x · ½ · (1 + erf(x/√2)). */
export const erfGelu = (parts: GeluParts = {}): Graph => gelu(scaled, parts);

/** x · ½ · (1 + tanh(√(2/π)·(x + 0.044715·x³))). */
export const tanhGelu = (parts: GeluParts = {}): Graph => gelu(curved, parts);
