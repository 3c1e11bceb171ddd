import { freshDim } from '../dim';
import type { DType } from '../dtype';
import type { Dim, Value, ValueType } from '../types';
import { perOutputElement } from './define';
import type { InferContext, InferredOutput, OpSchema } from './schema';
import { attrInt, attrInts, attrString, attrTensor, dtype, out, shape } from './support';
import { versioned } from './versioned';
import { perInput } from './work';

const domain = 'ai.onnx.ml';

/** How many entries an attribute has; 0 when it is left out. */
function count({ node }: InferContext, name: string): number {
  const attr = node.attrs.get(name);
  return attr?.kind === 'ints' || attr?.kind === 'floats' || attr?.kind === 'strings' ? attr.value.length : 0;
}

/** Rows of [rows, features]; a vector is one row. */
function rows(value: Value | null | undefined): Dim {
  const dims = shape(value);
  return dims === null ? freshDim() : dims.length < 2 ? 1 : (dims[0] ?? freshDim());
}

const likeAs =
  (element: DType | null): OpSchema['infer'] =>
  (context) => [out(element ?? dtype(context.inputs[0]), shape(context.inputs[0]))];

/** `x` [..., n], `y` [k] → [..., k]; a vector gives [1, k]. */
const inferFeatureExtractor: OpSchema['infer'] = (context) => {
  const x = shape(context.inputs[0]);
  const picked = shape(context.inputs[1])?.at(-1) ?? freshDim();
  return [out(dtype(context.inputs[0]), x && [...(x.length < 2 ? [1] : x.slice(0, -1)), picked])];
};

const castTypes: Record<string, DType> = { TO_FLOAT: 'float32', TO_INT64: 'int64', TO_STRING: 'string' };

/** A map from int64 → its values; the specification says nothing of the shape. */
const inferCastMap: OpSchema['infer'] = (context) => [
  out(castTypes[attrString(context.node, 'cast_to', 'TO_FLOAT')] ?? null, null),
];

/** Strings become int64 and the other way round. */
const inferSwapped: OpSchema['infer'] = (context) => {
  const from = dtype(context.inputs[0]);
  return [out(from === null ? null : from === 'string' ? 'int64' : 'string', shape(context.inputs[0]))];
};

const inferLabelEncoder: OpSchema['infer'] = (context) => {
  const values = attrTensor(context.node, 'values_tensor');
  const lists = { values_int64s: 'int64', values_floats: 'float32', values_strings: 'string' } as const;
  const named = Object.entries(lists).find(([name]) => context.node.attrs.has(name))?.[1];
  return [out(values?.dtype ?? named ?? null, shape(context.inputs[0]))];
};

/** A map → the values of the vocabulary; the specification says nothing of the shape. */
const inferDictVectorizer: OpSchema['infer'] = (context) => {
  const type = context.inputs[0]?.type;
  return [out(type?.kind === 'map' && type.value?.kind === 'tensor' ? type.value.dtype : null, null)];
};

/** Columns side by side: [rows, sum of `inputdimensions`]. */
const inferFeatureVectorizer: OpSchema['infer'] = (context) => {
  const widths = attrInts(context.node, 'inputdimensions');
  return [out('float32', [rows(context.inputs[0]), widths?.reduce((a, b) => a + b, 0) ?? freshDim()])];
};

/** Labels [rows] and scores [rows, classes], or as many scores as `scoresOf` says. */
const inferClassifier =
  (
    ints: string,
    strings: string,
    scoresOf: (context: InferContext, classes: number) => number = (_, classes) => classes,
  ): OpSchema['infer'] =>
  (context) => {
    const named = count(context, strings);
    const classes = named || count(context, ints);
    const n = rows(context.inputs[0]);
    const label = named > 0 ? 'string' : 'int64';
    return [out(label, [n]), out('float32', [n, classes > 1 ? scoresOf(context, classes) : freshDim()])];
  };

/** Support vectors decide between each two classes: those decisions are the scores, unless they become probabilities. */
function svmScores(context: InferContext, classes: number): number {
  const vectors = attrInts(context.node, 'vectors_per_class') ?? [];
  const pairwise = vectors.some((n) => n > 0) && count(context, 'prob_a') === 0;
  return pairwise && classes > 2 ? (classes * (classes - 1)) / 2 : classes;
}

/** [rows, features] → [rows, targets]. */
const inferRegressor =
  (attribute: string | null, element: DType | null = 'float32'): OpSchema['infer'] =>
  (context) => {
    const targets = attribute === null ? 1 : attrInt(context.node, attribute, 1);
    return [out(element ?? dtype(context.inputs[0]), [rows(context.inputs[0]), targets])];
  };

/** One more axis, as long as there are categories. */
const inferOneHotEncoder: OpSchema['infer'] = (context) => {
  const x = shape(context.inputs[0]);
  const categories = count(context, 'cats_int64s') || count(context, 'cats_strings');
  return [out('float32', x && [...x, categories])];
};

/** Scores [rows, classes] → a sequence of maps from label to score. */
const inferZipMap: OpSchema['infer'] = (context): readonly InferredOutput[] => {
  const score: ValueType = { kind: 'tensor', dtype: 'float32', shape: [] };
  const key = count(context, 'classlabels_strings') > 0 ? 'string' : 'int64';
  return [{ type: { kind: 'sequence', element: { kind: 'map', key, value: score } }, known: null }];
};

const op = (
  name: string,
  infer: OpSchema['infer'],
  attrs: string,
  more: { outputs?: number; cost?: OpSchema['cost']; since?: number } = {},
): readonly OpSchema[] => {
  const { since = 1, ...rest } = more;
  return versioned({ domain, op: name, inputs: 1, infer, ...rest }, [[since, attrs]]);
};

const labels = 'default_float:float=-0 default_int64:int=-1 default_string:string=_Unused';
const tables = `${labels} keys_floats:floats keys_int64s:ints keys_strings:strings values_floats:floats values_int64s:ints values_strings:strings`;
const nodes =
  'base_values:floats nodes_falsenodeids:ints nodes_featureids:ints nodes_hitrates:floats nodes_missing_value_tracks_true:ints nodes_modes:strings nodes_nodeids:ints nodes_treeids:ints nodes_truenodeids:ints nodes_values:floats post_transform:string=NONE';
const tensors = 'base_values_as_tensor:tensor nodes_hitrates_as_tensor:tensor nodes_values_as_tensor:tensor';
const classifierTree = `${nodes} class_ids:ints class_nodeids:ints class_treeids:ints class_weights:floats classlabels_int64s:ints classlabels_strings:strings`;
const regressorTree = `${nodes} aggregate_function:string=SUM n_targets:int target_ids:ints target_nodeids:ints target_treeids:ints target_weights:floats`;
const kernel =
  'coefficients:floats kernel_params:floats kernel_type:string=LINEAR post_transform:string=NONE rho:floats support_vectors:floats';
const unknown: OpSchema['cost'] = () => null;

/** Multiply-adds of a dense layer: every row meets every coefficient that belongs to its features. */
const linearCost: OpSchema['cost'] = (context, outputs) =>
  perInput(2 * Math.max(1, count(context, 'intercepts')))(context, outputs);

const treeClassifier = {
  domain,
  op: 'TreeEnsembleClassifier',
  inputs: 1,
  outputs: 2,
  infer: inferClassifier('classlabels_int64s', 'classlabels_strings'),
  cost: unknown,
} as const;
const treeRegressor = {
  domain,
  op: 'TreeEnsembleRegressor',
  inputs: 1,
  infer: inferRegressor('n_targets'),
  cost: unknown,
} as const;
const classifierTensors = `${classifierTree} ${tensors} class_weights_as_tensor:tensor`;
const regressorTensors = `${regressorTree} ${tensors} target_weights_as_tensor:tensor`;

export const mlSchemas: readonly OpSchema[] = [
  ...versioned({ domain, op: 'ArrayFeatureExtractor', inputs: 2, infer: inferFeatureExtractor }, [[1, '']]),
  ...op('Binarizer', likeAs(null), 'threshold:float=0', { cost: perOutputElement(1) }),
  ...op('CastMap', inferCastMap, 'cast_to:string=TO_FLOAT map_form:string=DENSE max_map:int=1'),
  ...op(
    'CategoryMapper',
    inferSwapped,
    'cats_int64s:ints cats_strings:strings default_int64:int=-1 default_string:string=_Unused',
  ),
  ...op('DictVectorizer', inferDictVectorizer, 'int64_vocabulary:ints string_vocabulary:strings'),
  ...versioned(
    { domain, op: 'FeatureVectorizer', inputs: [1, Number.POSITIVE_INFINITY], infer: inferFeatureVectorizer },
    [[1, 'inputdimensions:ints']],
  ),
  ...op(
    'Imputer',
    likeAs(null),
    'imputed_value_floats:floats imputed_value_int64s:ints replaced_value_float:float=0 replaced_value_int64:int=0',
    { cost: perOutputElement(1) },
  ),
  ...op(
    'LabelEncoder',
    inferSwapped,
    'classes_strings:strings default_int64:int=-1 default_string:string=_Unused',
  ),
  ...op('LabelEncoder', inferLabelEncoder, tables, { since: 2 }),
  ...op(
    'LabelEncoder',
    inferLabelEncoder,
    `${tables} default_tensor:tensor keys_tensor:tensor values_tensor:tensor`,
    {
      since: 4,
    },
  ),
  ...op(
    'LinearClassifier',
    inferClassifier('classlabels_ints', 'classlabels_strings'),
    'classlabels_ints:ints classlabels_strings:strings coefficients:floats intercepts:floats multi_class:int=0 post_transform:string=NONE',
    { outputs: 2, cost: linearCost },
  ),
  ...op(
    'LinearRegressor',
    inferRegressor('targets'),
    'coefficients:floats intercepts:floats post_transform:string=NONE targets:int=1',
    { cost: linearCost },
  ),
  ...op('Normalizer', likeAs('float32'), 'norm:string=MAX', { cost: perOutputElement(3) }),
  ...op('OneHotEncoder', inferOneHotEncoder, 'cats_int64s:ints cats_strings:strings zeros:int=1'),
  ...op('Scaler', likeAs('float32'), 'offset:floats scale:floats', { cost: perOutputElement(2) }),
  ...op(
    'SVMClassifier',
    inferClassifier('classlabels_ints', 'classlabels_strings', svmScores),
    `${kernel} classlabels_ints:ints classlabels_strings:strings prob_a:floats prob_b:floats vectors_per_class:ints`,
    { outputs: 2, cost: unknown },
  ),
  ...op('SVMRegressor', inferRegressor(null), `${kernel} n_supports:int=0 one_class:int=0`, {
    cost: unknown,
  }),
  ...op(
    'TreeEnsemble',
    inferRegressor('n_targets', null),
    'aggregate_function:int=1 leaf_targetids:ints leaf_weights:tensor membership_values:tensor n_targets:int nodes_falseleafs:ints nodes_falsenodeids:ints nodes_featureids:ints nodes_hitrates:tensor nodes_missing_value_tracks_true:ints nodes_modes:tensor nodes_splits:tensor nodes_trueleafs:ints nodes_truenodeids:ints post_transform:int=0 tree_roots:ints',
    { cost: unknown, since: 5 },
  ),
  ...versioned(treeClassifier, [
    [1, classifierTree],
    [3, classifierTensors],
    [5, classifierTensors],
  ]),
  ...versioned(treeRegressor, [
    [1, regressorTree],
    [3, regressorTensors],
    [5, regressorTensors],
  ]),
  ...op('ZipMap', inferZipMap, 'classlabels_int64s:ints classlabels_strings:strings'),
];
