import { dtypeOf, isFloat } from '../../../graph';
import { type Call, input, intAttr, type Kernel } from '../call';
import { integer, Unsupported } from '../domain';
import { ints, reals, type Tensor } from '../tensor';
import { attention } from './attention';
import { convKernel } from './conv';
import { elementwise, elementwiseOps } from './elementwise';
import { layout, layoutOps } from './layout';
import { matmulKernel } from './matmul';
import { normalization, normalizationOps } from './normalization';
import { pieces, piecesOps } from './pieces';
import { pool } from './pool';
import { globalPool, reduce, reduceOps, softmax } from './reduce';
import { resize } from './resize';
import { rotary } from './rotary';

/** Between floats nothing happens; whole numbers become elements, and elements are cut towards zero. */
function cast<E>(call: Call<E>): Tensor<E> {
  const x = input(call, 0);
  const to = dtypeOf(intAttr(call, 'to', 1));
  const { domain: d } = call;
  if (to !== null && isFloat(to)) {
    return x.kind === 'real'
      ? x
      : reals(
          x.shape,
          x.data.map((n) => integer(d, n)),
        );
  }
  if (x.kind === 'int')
    return to === 'bool'
      ? ints(
          x.shape,
          x.data.map((n) => (n === 0 ? 0 : 1)),
        )
      : x;
  if (to === 'bool')
    return ints(
      x.shape,
      x.data.map((e) => (d.equal(e, d.zero) ? 0 : 1)),
    );
  if (d.floor === null) throw new Unsupported('a Cast to integers needs an order');
  const { floor } = d;
  return ints(
    x.shape,
    x.data.map((e) => {
      const low = Number(d.show(floor(e)));
      return low < 0 && !d.equal(floor(e), e) ? low + 1 : low;
    }),
  );
}

const identity: Kernel = (call) => [input(call, 0)];
/** In training, an unknown function of each element and its place: it is drawn. */
const dropout: Kernel = (call) => {
  const training = call.inputs[2] ?? null;
  const x = input(call, 0);
  const mask = ints(
    x.shape,
    x.data.map(() => 1),
  );
  if (training === null || training.data[0] === 0 || x.kind === 'int') return [x, mask];
  return [
    reals(
      x.shape,
      x.data.map((e, i) => call.domain.fn(`Dropout at ${i}`, [e])),
    ),
    mask,
  ];
};

const all = (names: readonly string[], kernel: Kernel): [string, Kernel][] =>
  names.map((name) => [name, kernel]);

const kernels: ReadonlyMap<string, Kernel> = new Map([
  ...all(elementwiseOps, elementwise),
  ...all(layoutOps, layout),
  ...all(piecesOps, pieces),
  ...all(reduceOps, reduce),
  ...all(normalizationOps, normalization),
  ...all(['MatMul', 'Gemm', 'FusedMatMul', 'FusedGemm'], matmulKernel),
  ...all(['Conv', 'ConvTranspose', 'FusedConv'], convKernel),
  ...all(['MaxPool', 'AveragePool'], pool),
  ...all(['GlobalAveragePool', 'GlobalMaxPool'], globalPool),
  ...all(['Softmax', 'LogSoftmax'], softmax),
  ...all(['Cast', 'CastLike'], (call) => [cast(call)]),
  ...all(['MultiHeadAttention'], attention),
  ...all(['RotaryEmbedding'], rotary),
  ...all(['Resize', 'Upsample'], resize),
  ...all(['Identity'], identity),
  ...all(['Dropout'], dropout),
]);

/** Evaluates one operator. @throws Unsupported for operators that are not known here. */
export function evaluateCall<E>(call: Call<E>): readonly Tensor<E>[] {
  const kernel = kernels.get(call.op);
  if (kernel === undefined) throw new Unsupported(`operator ${call.op}`);
  return kernel(call);
}
