/** Operators that compute each element of their result from the elements at the same (broadcast) place of their inputs. */

export const unaryOps: readonly string[] = [
  'Abs',
  'Acos',
  'Acosh',
  'Asin',
  'Asinh',
  'Atan',
  'Atanh',
  'Cast',
  'Ceil',
  'Celu',
  'Clip',
  'Cos',
  'Cosh',
  'Elu',
  'Erf',
  'Exp',
  'Floor',
  'Gelu',
  'HardSigmoid',
  'HardSwish',
  'Identity',
  'IsInf',
  'IsNaN',
  'LeakyRelu',
  'Log',
  'Mish',
  'Neg',
  'Not',
  'Reciprocal',
  'Relu',
  'Round',
  'Selu',
  'Shrink',
  'Sigmoid',
  'Sign',
  'Sin',
  'Sinh',
  'Softplus',
  'Softsign',
  'Sqrt',
  'Tan',
  'Tanh',
  'ThresholdedRelu',
];

export const binaryOps: readonly string[] = [
  'Add',
  'And',
  'Div',
  'Equal',
  'Greater',
  'GreaterOrEqual',
  'Less',
  'LessOrEqual',
  'Mod',
  'Mul',
  'Or',
  'PRelu',
  'Pow',
  'Sub',
  'Xor',
];

export const variadicOps: readonly string[] = ['Max', 'Mean', 'Min', 'Sum', 'Where'];

/** All of ai.onnx. */
export const elementwiseOps: readonly string[] = [...unaryOps, ...binaryOps, ...variadicOps];

/** The same in com.microsoft. */
export const microsoftElementwiseOps: readonly string[] = ['BiasGelu', 'FastGelu', 'Gelu', 'QuickGelu'];
