import { any, defineRule, intAttr, must, op, optional, refuse, withAttrs } from '../kit';
import { swapsLast } from '../swapped';

const turned = (operand: string) =>
  optional((inner) => op('Transpose', [inner], { name: `turn-${operand}`, shared: true }), any(operand));

export const absorbTransposeIntoGemm = defineRule({
  name: 'absorb-transpose-into-gemm',
  family: 'matmul',
  title: 'A Gemm reads a transposed operand as it lies.',
  before: 'Gemm(Transpose(a), b, c), Gemm(a, Transpose(b), c) or both',
  after: 'Gemm(a, b, c) with transA, transB flipped',
  conditions: ['the Transpose swaps the axes of a matrix'],
  algebra: 'aᵀ·b with the indices of a swapped; (aᵀ)ᵀ = a',
  exactness: 'reals',
  roots: [op('Gemm', [turned('a'), turned('b')], { rest: 'bias' })],
  check: (m) => {
    const turns = ['turn-a', 'turn-b'].flatMap((name) => m.findNode(name) ?? []);
    if (turns.length === 0) return refuse('nothing is transposed', { node: m.anchor.id });
    const odd = turns.find((node) => !swapsLast(node, 2));
    return odd === undefined ? null : refuse('it does not swap the axes', { node: odd.id });
  },
  rewrite: (m, b) => {
    const flipped = (name: string, operand: string): number =>
      intAttr(m.anchor, name, 0) ^ (m.findNode(`turn-${operand}`) === null ? 0 : 1);
    const attrs = withAttrs(m.anchor, { transA: flipped('transA', 'a'), transB: flipped('transB', 'b') });
    const inputs = [m.value('a'), m.value('b'), ...m.anchor.inputs.slice(2)];
    return must(b.again(m.anchor, inputs, attrs)[0], 'output');
  },
});
