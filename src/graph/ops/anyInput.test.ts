import { describe, expect, it } from 'vitest';
import { CodedError, createRandom, type Random } from '../../core';
import type { DType } from '../dtype';
import { graphBuilder, type PlainAttr } from '../fixtures';
import type { Attr, Dim, Node, Value } from '../types';
import { allSchemas } from '.';
import type { InferContext, OpSchema } from './schema';

const dims: readonly Dim[] = [0, 1, 2, 3, 4, 7, 8, 64, 2 ** 31, 2 ** 53 - 1, 'n', 'm', '2*n', '?x'];
const types: readonly DType[] = ['float32', 'int64', 'float16', 'uint8', 'bool', 'string', 'int32'];
const numbers = [-(2 ** 62), -3, -2, -1, 0, 1, 2, 3, 4, 5, 30, 2 ** 31, 2 ** 53, 1e300];
const words = [
  '',
  'NOTSET',
  'SAME_UPPER',
  'VALID',
  'ij,jk->ik',
  '...i->i',
  'none',
  'linear',
  'bidirectional',
];

const list = <T>(random: Random, most: number, item: () => T): T[] =>
  Array.from({ length: random.int(most + 1) }, item);

function anyAttr(kind: string, random: Random): Attr | null {
  const number = () => random.pick(numbers);
  const int = () => (random.int(4) === 0 ? BigInt('4611686018427387904') : Math.trunc(number()));
  switch (kind) {
    case 'int':
      return { kind, value: int() };
    case 'float':
      return { kind, value: number() };
    case 'string':
      return { kind, value: random.pick(words) };
    case 'ints':
      return { kind, value: list(random, 6, int) };
    case 'floats':
      return { kind, value: list(random, 6, number) };
    case 'strings':
      return { kind, value: list(random, 3, () => random.pick(words)) };
    default:
      return null;
  }
}

function anyInput(random: Random, template: Value): Value | null {
  const choice = random.int(10);
  if (choice === 0) return null;
  if (choice === 1) return { ...template, type: null };
  const dtype = random.pick(types);
  if (choice === 2)
    return { ...template, type: { kind: 'sequence', element: { kind: 'tensor', dtype, shape: null } } };
  if (choice === 3) return { ...template, type: { kind: 'tensor', dtype, shape: null } };
  if (choice < 6) {
    const known = list(
      random,
      5,
      (): Dim => (random.int(5) === 0 ? random.pick(dims) : Math.trunc(random.pick(numbers))),
    );
    const shape = random.int(4) === 0 && known.length === 1 ? [] : [known.length];
    return { ...template, type: { kind: 'tensor', dtype: 'int64', shape }, known };
  }
  return { ...template, type: { kind: 'tensor', dtype, shape: list(random, 5, () => random.pick(dims)) } };
}

function template(): { node: Node; value: Value } {
  const g = graphBuilder();
  const x = g.input('x', 'float32', [1]);
  const attrs: Record<string, PlainAttr> = {};
  g.output('y', g.op('Relu', [x], attrs));
  const graph = g.raw();
  const [node] = graph.nodes();
  if (node === undefined) throw new Error('no node');
  return { node, value: graph.value(x) };
}

function tryOnce(schema: OpSchema, random: Random, { node, value }: { node: Node; value: Value }): void {
  const most = Math.min(schema.inputs.max, schema.inputs.min + 4);
  const count = schema.inputs.min + random.int(most - schema.inputs.min + 1);
  const inputs = Array.from({ length: count }, () => anyInput(random, value));
  const attrs = new Map<string, Attr>();
  for (const [name, { kind }] of Object.entries(schema.attrs)) {
    const attr = random.int(3) === 0 ? null : anyAttr(kind, random);
    if (attr !== null) attrs.set(name, attr);
  }
  const outputs = Array.from({ length: Math.min(4, Math.max(1, schema.outputs.max)) }, () => value.id);
  const context: InferContext = {
    node: {
      ...node,
      domain: schema.domain,
      op: schema.op,
      inputs: inputs.map((v) => v?.id ?? null),
      outputs,
      attrs,
    },
    version: schema.since,
    inputs,
    captures: [],
    inferBody: () => [],
  };
  let found: ReturnType<OpSchema['infer']>;
  try {
    found = schema.infer(context);
    for (const output of found)
      if (output?.type?.kind === 'tensor')
        for (const dim of output.type.shape ?? [])
          expect(
            typeof dim === 'string' || (dim >= 0 && Number.isSafeInteger(dim)),
            `${schema.op}: ${dim}`,
          ).toBe(true);
    const cost = schema.cost(context, found);
    if (cost !== null) {
      expect(cost.macs, `${schema.op}.macs`).toBeGreaterThanOrEqual(0);
      expect(cost.flops, `${schema.op}.flops`).toBeGreaterThanOrEqual(0);
    }
  } catch (thrown) {
    if (thrown instanceof CodedError && thrown.code === 'GRAPH_BAD_TYPE') return;
    throw new Error(`${schema.domain}:${schema.op}@${schema.since}`, { cause: thrown });
  }
}

describe('inference and cost, whatever comes in', () => {
  it('answer or refuse, and invent no impossible dimension', () => {
    const start = template();
    const random = createRandom(20260722);
    for (const schema of allSchemas()) for (let i = 0; i < 60; i++) tryOnce(schema, random, start);
  });
});
