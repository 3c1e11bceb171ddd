import type { Term, TermOp } from './term';

const onnx: Readonly<Record<TermOp, string>> = {
  add: 'Add',
  mul: 'Mul',
  scale: 'Mul',
  matmul: 'MatMul',
  transpose: 'Transpose',
  relu: 'Relu',
  conv: 'Conv',
  rows: 'Concat',
  cols: 'Concat',
};

/** The ONNX operator of an application. */
export const onnxOp = (op: TermOp): string => onnx[op];

/** A term as ONNX operators; Concats along the first and the second of two axes are told apart by `p` and `q`. */
export function asGraph(term: Term): string {
  if (term.kind === 'variable') return term.name;
  const args = term.args.map(asGraph).join(', ');
  const axis = term.op === 'rows' ? ', axis p' : term.op === 'cols' ? ', axis q' : '';
  return `${onnx[term.op]}(${args}${axis})`;
}

const signs: Partial<Record<TermOp, string>> = {
  add: ' + ',
  mul: ' ∘ ',
  scale: '·',
  matmul: '·',
  conv: ' ∗ ',
};

/** A term as a formula: ∘ element by element, ∗ convolution, [a; b] along axis p, [a | b] along axis q. */
export function asFormula(term: Term): string {
  if (term.kind === 'variable') return term.name;
  const wrap = (t: Term): string => {
    const text = asFormula(t);
    const isBare = t.kind === 'variable' || ['rows', 'cols', 'relu', 'transpose'].includes(t.op);
    return isBare ? text : `(${text})`;
  };
  const [a, b] = term.args;
  if (a === undefined) return '';
  if (b === undefined) return term.op === 'relu' ? `relu(${asFormula(a)})` : `${wrap(a)}ᵀ`;
  if (term.op === 'rows') return `[${asFormula(a)}; ${asFormula(b)}]`;
  if (term.op === 'cols') return `[${asFormula(a)} | ${asFormula(b)}]`;
  return `${wrap(a)}${signs[term.op] ?? ''}${wrap(b)}`;
}
