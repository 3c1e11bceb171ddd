import { describe, expect, it } from 'vitest';
import { CodedError, createRandom, type Random } from '../../core';
import { type DType, dtypeNumbers } from '../dtype';
import { literal } from '../literal';
import { type Attr, type Dim, type Node, nodeId, type Value, type ValueType, valueId } from '../types';
import { allSchemas, schemaOf } from './index';
import type { InferredOutput, OpSchema } from './schema';

const dtypes = Object.keys(dtypeNumbers) as DType[];
const common: readonly DType[] = [
  'float32',
  'float32',
  'float32',
  'int64',
  'int64',
  'bool',
  'string',
  'uint8',
];
const dims: readonly Dim[] = [0, 1, 1, 2, 3, 4, 8, 'n', 'h', '2*n + 1', '?1', -1, 2 ** 40, 2 ** 53 - 1];
const numbers: readonly number[] = [
  0,
  1,
  1,
  2,
  3,
  -1,
  -2,
  5,
  64,
  2 ** 31 - 1,
  -(2 ** 31),
  2 ** 53 - 1,
  1 - 2 ** 53,
];

const several = <T>(random: Random, most: number, make: () => T): T[] =>
  Array.from({ length: random.int(most + 1) }, make);

function randomType(random: Random): ValueType | null {
  const roll = random.next();
  if (roll < 0.05) return null;
  if (roll < 0.1) return { kind: 'sequence', element: randomType(random) };
  if (roll < 0.12) return { kind: 'optional', element: randomType(random) };
  const dtype = random.pick(roll < 0.2 ? dtypes : common);
  if (roll < 0.3) return { kind: 'tensor', dtype, shape: null };
  return { kind: 'tensor', dtype, shape: several(random, 5, () => random.pick(dims)) };
}

function randomValue(random: Random, id: number): Value | null {
  const roll = random.next();
  if (roll < 0.08) return null;
  const value: Value = {
    id: valueId(id),
    name: '',
    type: null,
    producer: null,
    slot: 0,
    constant: null,
    known: null,
    capture: null,
    extra: null,
  };
  if (roll > 0.5) return { ...value, type: randomType(random) };
  const elements = several(random, 5, () => random.pick(numbers));
  const shape = elements.length === 1 && random.next() < 0.5 ? [] : [elements.length];
  if (roll < 0.35) {
    const constant = literal('int64', shape, elements);
    return { ...value, type: { kind: 'tensor', dtype: 'int64', shape }, constant };
  }
  const known = elements.map((n) => (random.next() < 0.5 ? n : random.pick(['n', 'h', '?$7', 'n - h'])));
  return { ...value, type: { kind: 'tensor', dtype: 'int64', shape }, known };
}

function randomAttr(random: Random, kind: string, initial: unknown): Attr | null {
  if (kind === 'int') return { kind, value: random.pick(numbers) };
  if (kind === 'float') return { kind, value: random.normal() };
  if (kind === 'ints') return { kind, value: several(random, 5, () => random.pick(numbers)) };
  if (kind === 'floats') return { kind, value: several(random, 5, () => random.normal()) };
  const texts = [
    '',
    'x',
    'ij,jk->ik',
    'SAME_UPPER',
    'linear',
    'CRD',
    ...(typeof initial === 'string' ? [initial] : []),
  ];
  if (kind === 'string') return { kind, value: random.pick(texts) };
  if (kind === 'strings') return { kind, value: several(random, 3, () => random.pick(texts)) };
  if (kind === 'tensor') return { kind, value: literal('int64', [1], [random.pick(numbers)]) };
  return null;
}

function randomNode(
  random: Random,
  schema: OpSchema,
): { readonly node: Node; readonly inputs: (Value | null)[] } {
  const most = Math.min(schema.inputs.max, schema.inputs.min + 3);
  const count =
    random.next() < 0.05 ? random.int(8) : schema.inputs.min + random.int(most - schema.inputs.min + 1);
  const inputs = Array.from({ length: count }, (_, i) => randomValue(random, i));
  const attrs = new Map<string, Attr>();
  for (const [name, { kind, default: initial }] of Object.entries(schema.attrs)) {
    const attr = random.next() < 0.6 ? randomAttr(random, kind, initial) : null;
    if (attr !== null) attrs.set(name, attr);
  }
  const outputs = Array.from({ length: Math.max(1, schema.outputs.min) + random.int(2) }, (_, i) =>
    valueId(100 + i),
  );
  const { domain, op } = schema;
  const ids = inputs.map((input) => input?.id ?? null);
  return {
    node: { id: nodeId(0), domain, op, inputs: ids, outputs, attrs, captures: [], name: '', extra: null },
    inputs,
  };
}

const isSane = (output: InferredOutput | null): boolean =>
  output?.type?.kind !== 'tensor' ||
  (output.type.shape ?? []).every((dim) => typeof dim === 'string' || Number.isSafeInteger(dim));

describe('the registry', () => {
  it('finds the entry that holds at a version', () => {
    expect(schemaOf('', 'Squeeze', 12)?.since).toBe(1);
    expect(schemaOf('', 'Squeeze', 13)?.since).toBe(13);
    expect(schemaOf('ai.onnx', 'Squeeze', 99)?.since).toBe(13);
    expect(schemaOf('', 'Gelu', 19)).toBeNull();
    expect(schemaOf('nobody', 'Squeeze', 13)).toBeNull();
  });

  it('has each entry once', () => {
    const keys = allSchemas().map(({ domain, op, since }) => `${domain}:${op}@${since}`);
    expect(keys.filter((key, i) => keys.indexOf(key) !== i)).toEqual([]);
  });

  it('takes any input with a type or a coded error, in no time', () => {
    const random = createRandom(20);
    const failures = new Set<string>();
    for (const schema of allSchemas()) {
      const start = performance.now();
      for (let round = 0; round < 60; round++) {
        const { node, inputs } = randomNode(random, schema);
        const context = { node, version: schema.since, inputs, captures: [], inferBody: () => [] };
        try {
          const outputs = schema.infer(context);
          schema.cost(context, outputs);
          if (!outputs.every(isSane)) failures.add(`${schema.op}: ${JSON.stringify(outputs)}`);
        } catch (thrown) {
          if (!(thrown instanceof CodedError)) failures.add(`${schema.op}: ${thrown}`);
        }
      }
      const elapsed = performance.now() - start;
      if (elapsed > 1000) failures.add(`${schema.op}: ${elapsed} ms`);
    }
    expect([...failures]).toEqual([]);
  });
});
