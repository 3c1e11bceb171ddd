import type { Graph, ValueId } from '../graph';
import { graphBuilder } from '../graph/fixtures';

export interface ValleySize {
  /** Operators between the read position and the product; each costs one step that gains nothing. */
  readonly depth: number;
  /** Positions, of which one is read. */
  readonly positions: number;
  /** Length of the sums of the product. */
  readonly inner: number;
  /** Features of the result. */
  readonly features: number;
  /** Chains side by side, each with a product of its own. */
  readonly chains: number;
}

const standard: ValleySize = { depth: 16, positions: 32, inner: 4096, features: 16, chains: 1 };

/** None of these can be re-associated with its neighbours, so that there is no short cut to the product. */
const operators = ['Add', 'Max', 'Sub', 'Min'] as const;

/**
 * A gain behind many steps that gain nothing: one position of `a₁ ∘ (a₂ ∘ (… ∘ x·w))` is read. The Gather becomes a
 * Slice, which can be moved before each operator, but every such move brings one more Slice for the tiny `aᵢ` and costs
 * a node; only at the end, before the product, it saves almost all of the arithmetic.
 */
export function plantedValley(size: Partial<ValleySize> = {}): Graph {
  const { depth, positions, inner, features, chains } = { ...standard, ...size };
  const g = graphBuilder({ opset: 17, name: 'planted-valley' });
  const first = g.scalar('first', 'int64', 0);
  for (let chain = 0; chain < chains; chain++) {
    const x = g.input(`x${chain}`, 'float32', [1, positions, inner]);
    const w = g.constant(`w${chain}`, 'float32', [inner, features]);
    let y: ValueId = g.op('MatMul', [x, w]);
    for (let k = depth - 1; k >= 0; k--) {
      const a = g.input(`a${chain}_${k}`, 'float32', [1, positions, features]);
      y = g.op(operators[k % operators.length] ?? 'Add', [a, y]);
    }
    g.output(`y${chain}`, g.op('Gather', [y, first], { axis: 1 }));
  }
  return g.build();
}
