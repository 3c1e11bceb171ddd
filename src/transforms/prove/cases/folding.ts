import type { Cases } from '../case';

/** Rules that compute what is constant, and those that read shapes and conditions. */
export const foldingCases: Cases = {
  'fold-constants': {
    why: 'A computed constant is evaluated by the same interpreter as the node that it replaces, so one operator of each arity is drawn, of constants that cannot be read and of small ones that are computed at once.',
    classes: {
      expression: (d) => {
        const [m, n] = [d.size(), d.size()];
        const t = d.op('Transpose', [d.w([m, n])], { perm: [1, 0] });
        d.out(d.op('MatMul', [d.x([2, n]), t]));
      },
      'small numbers': (d) => {
        const c = d.op(d.pick('Add', 'Sub', 'Mul'), [d.k([], d.size() / 2), d.k([3], [1, -0.5, 2])]);
        d.out(d.op('Mul', [d.x([2, 3]), c]));
      },
    },
  },
  'fold-known-integers': {
    why: 'Whole numbers that inference works out are compared with what the interpreter computes: Shape, Gather and Concat.',
    classes: {
      shape: (d) => {
        const x = d.x(d.shape(3));
        const rows = d.op('Gather', [d.op('Shape', [x]), d.ints([d.random.int(3)])]);
        d.out(d.op('Reshape', [x, d.op('Concat', [rows, d.ints([-1])], { axis: 0 })]));
      },
    },
  },
  'select-constant-branch': {
    why: 'A condition that is true everywhere or false everywhere, of a shape that broadcasts; the other branch may broadcast.',
    classes: {
      any: (d) => {
        const shape = d.shape(2);
        const flag = d.random.int(2);
        const [full, other] = [d.x(shape), d.x(d.narrower(shape))];
        const branches = flag === 1 ? [full, other] : [other, full];
        d.out(d.op('Neg', [d.op('Where', [d.k(d.narrower(shape), flag, 'bool'), ...branches])]));
      },
    },
  },
  'flatten-variadic': {
    why: 'Max, Min and Sum of operands of broadcast shapes, the inner one anywhere among two or three.',
    classes: {
      any: (d) => {
        const shape = d.shape(2);
        const op = d.pick('Max', 'Min', 'Sum');
        const inner = d.op(op, [d.x(shape), d.x(d.narrower(shape))]);
        const others = [d.x(d.narrower(shape)), ...(d.coin() ? [d.x(shape)] : [])];
        d.out(d.op(op, d.coin() ? [inner, ...others] : [...others, inner]));
      },
    },
    order: true,
  },
  'replace-sum-by-additions': {
    why: 'Two to four operands of broadcast shapes.',
    classes: {
      any: (d) => {
        const shape = d.shape(2);
        d.out(
          d.op(
            'Sum',
            Array.from({ length: d.size(2, 4) }, () => d.x(d.narrower(shape))),
          ),
        );
      },
    },
  },
};
