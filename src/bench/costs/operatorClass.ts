import type { Node } from '../../graph';

/** How ORT treats an operator when it fuses; decides which nodes are timed together. */
export type Role =
  /** Heavy, and takes what follows it element by element into its own kernel. */
  | 'anchor'
  /** Element by element, or part of a pattern that becomes one kernel (LayerNorm, Gelu). */
  | 'light'
  /** Another name for the same bytes. */
  | 'view'
  /** Gone after optimization. */
  | 'nothing'
  | 'other';

const setOf = (names: string): ReadonlySet<string> => new Set(names.split(' '));

const anchors = setOf(
  'Conv ConvTranspose MatMul Gemm FusedConv FusedMatMul FusedGemm TransposeMatMul QLinearConv QLinearMatMul MatMulInteger ConvInteger',
);
const light = setOf(
  'Abs Add And BatchNormalization BiasGelu Ceil Celu Clip Cos Div Elu Equal Erf Exp FastGelu Floor Gelu Greater GreaterOrEqual ' +
    'HardSigmoid HardSwish LeakyRelu Less LessOrEqual Log Max Min Mish Mod Mul Neg Not Or Pow PRelu QuickGelu ReduceMean Reciprocal ' +
    'Relu Round Selu Sigmoid Sign Sin Softplus Softsign Sqrt Sub Sum Tanh ThresholdedRelu Where Xor QuantizeLinear LayerNormalization ' +
    'SimplifiedLayerNormalization RMSNormalization Cast',
);
const views = setOf('Reshape Squeeze Unsqueeze Flatten');
const gone = setOf('Identity Dropout Constant Shape Size');

export function roleOf({ op }: Node): Role {
  if (anchors.has(op)) return 'anchor';
  if (light.has(op)) return 'light';
  if (views.has(op)) return 'view';
  return gone.has(op) ? 'nothing' : 'other';
}

/** Whether ORT draws `producer` into the kernel of the anchor that reads it. */
export function isPrologue(producer: Node, consumer: Node): boolean {
  switch (producer.op) {
    case 'Transpose':
      return consumer.op === 'MatMul';
    case 'Pad':
      return consumer.op === 'Conv' || consumer.op === 'MaxPool' || consumer.op === 'AveragePool';
    case 'DequantizeLinear':
      return true;
    default:
      return false;
  }
}

/**
 * What one element of a function takes over one of Tanh's, reading and writing left out: kernels of onnxruntime-web 1.30 on
 * WASM (`npm run bench activations`, and the same for the others). Other element-by-element operators take next to nothing.
 */
const functionWork: Readonly<Record<string, number>> = {
  Tanh: 1,
  Exp: 1.3,
  Sigmoid: 1.9,
  QuickGelu: 2,
  FastGelu: 2,
  Elu: 2.5,
  Selu: 2.5,
  Celu: 2.8,
  Log: 2.7,
  Erf: 3.3,
  Gelu: 3.5,
  BiasGelu: 3.5,
  Sin: 9,
  Cos: 9,
  Softplus: 27,
  Mish: 29,
};

/** Of the node, or of the activation that it has taken in (FusedConv, FusedGemm). */
export function functionWorkOf({ op, attrs }: Node): number {
  const activation = attrs.get('activation')?.value;
  return functionWork[typeof activation === 'string' ? activation : op] ?? 0;
}

/** Groups of operators whose times grow alike with work and traffic. */
export const classes = [
  'conv',
  'depthwise',
  'matmul',
  'elementwise',
  'reduction',
  'movement',
  'pool',
  'recurrent',
  'other',
] as const;
export type OperatorClass = (typeof classes)[number];

const reductions = /^(Reduce|Softmax|LogSoftmax|ArgM|.*Normalization|CumSum|TopK|Hardmax)/;
const movements = setOf(
  'Concat Split Slice Gather GatherElements GatherND Scatter ScatterElements ScatterND Transpose Pad Tile Expand DepthToSpace ' +
    'SpaceToDepth Resize Upsample Reshape Squeeze Unsqueeze Flatten Identity Cast',
);

export function classOf(node: Node): OperatorClass {
  const { op } = node;
  if (/Conv/.test(op)) {
    const group = node.attrs.get('group');
    return group?.kind === 'int' && Number(group.value) > 1 ? 'depthwise' : 'conv';
  }
  if (/MatMul|Gemm|Attention|Einsum/.test(op)) return 'matmul';
  if (/^(LSTM|GRU|RNN)$/.test(op)) return 'recurrent';
  if (/Pool/.test(op)) return 'pool';
  if (movements.has(op)) return 'movement';
  if (reductions.test(op)) return 'reduction';
  return light.has(op) ? 'elementwise' : 'other';
}
