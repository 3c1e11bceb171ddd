import { describe, expect, it } from 'vitest';
import { type DType, type Graph, graphBuilder } from '../graph';
import { depthOf, toleranceOf } from './tolerance';

/** A chain of `depth` operators of a type. */
function chain(depth: number, dtype: DType = 'float32', last = ''): Graph {
  const g = graphBuilder();
  let y = g.input('x', dtype, [4]);
  for (let i = 0; i < depth; i++) y = g.op('Neg', [y]);
  if (last !== '') y = g.op(last, [y, g.scalar('s', 'float32', 1), g.scalar('z', 'uint8', 0)]);
  g.output('y', y);
  return g.build();
}

describe('the tolerance', () => {
  it('grows with the square root of the depth', () => {
    expect(depthOf(chain(16))).toBe(16);
    expect(toleranceOf(chain(16)) / toleranceOf(chain(4))).toBeCloseTo(2);
  });

  it('is at least 1e-5 and at most 5 %', () => {
    expect(toleranceOf(chain(1, 'float64'))).toBeGreaterThanOrEqual(1e-5);
    expect(toleranceOf(chain(400, 'bfloat16'))).toBe(0.05);
  });

  it('goes by the coarsest type', () => {
    expect(toleranceOf(chain(4, 'float16'))).toBeGreaterThan(toleranceOf(chain(4)));
    expect(toleranceOf(chain(4, 'bfloat16'))).toBeGreaterThan(toleranceOf(chain(4, 'float16')));
  });

  it('knows what rounds to whole steps, wherever it is', () => {
    const coarse = toleranceOf(chain(1, 'float32', 'QuantizeLinear'));
    expect(coarse).toBeGreaterThan(0.005);
    const g = graphBuilder({ opset: 17 });
    const x = g.input('x', 'float32', [4, 4]);
    const [scale, zero] = [g.scalar('s', 'float32', 1), g.scalar('z', 'uint8', 0)];
    const fused = g.op(
      'DynamicQuantizeMatMul',
      [x, g.constant('w', 'uint8', [4, 4]), scale, zero],
      {},
      { domain: 'com.microsoft' },
    );
    g.output('y', fused);
    expect(toleranceOf(g.build())).toBe(coarse);
    const outer = graphBuilder({ opset: 17 });
    const y = outer.input('x', 'float32', [4]);
    const branch = (quantized: boolean) => {
      const inner = graphBuilder({ opset: 17 });
      const value = inner.capture(y);
      const [s, z] = [inner.scalar('s', 'float32', 1), inner.scalar('z', 'uint8', 0)];
      inner.output(
        'out',
        inner.op('DequantizeLinear', [
          quantized ? inner.op('QuantizeLinear', [value, s, z]) : inner.op('Cast', [value], { to: 2 }),
          s,
          z,
        ]),
      );
      return inner;
    };
    const test = outer.input('test', 'bool', []);
    outer.output('y', outer.op('If', [test], { then_branch: branch(true), else_branch: branch(false) }));
    expect(toleranceOf(outer.build())).toBe(coarse);
  });

  it('does not go by types that weights are only stored in', () => {
    const g = graphBuilder();
    const x = g.input('x', 'float32', [4]);
    const stored = g.op('Cast', [g.constant('w', 'float16', [4])], { to: 1 });
    g.output('y', g.op('Mul', [x, stored]));
    expect(toleranceOf(g.build())).toBe(toleranceOf(chain(2)));
    const rounded = graphBuilder();
    const half = rounded.op('Cast', [rounded.input('x', 'float32', [4])], { to: 10 });
    rounded.output('y', rounded.op('Cast', [half], { to: 1 }));
    expect(toleranceOf(rounded.build())).toBeGreaterThan(100 * toleranceOf(chain(2)));
  });

  it('allows two steps of a quantization', () => {
    expect(toleranceOf(chain(1, 'float32', 'QuantizeLinear'))).toBeCloseTo(2 / 255);
  });
});
