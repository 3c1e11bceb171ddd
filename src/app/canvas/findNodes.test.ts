import { describe, expect, it } from 'vitest';
import type { FindEntry } from '../../workers/session/find/protocol';
import { viewNode } from '../testing';
import { findNodes } from './findNodes';

const entry = (
  op: string,
  name: string,
  shape = '1×128×256',
  fields: Partial<FindEntry> = {},
): FindEntry => ({
  node: viewNode(name, { op, family: 'other', shape }),
  inside: [],
  groups: [],
  path: [],
  values: [],
  inputs: [],
  ...fields,
});

describe('findNodes', () => {
  const entries = [
    entry('MatMul', '/layers.0/query/MatMul', undefined, {
      path: ['layers.0', 'query'],
      values: ['onnx::MatMul_42', 'scores'],
      inputs: ['1×128×256', '256×64'],
    }),
    entry('Add', '/layers.0/query/Add', '1×128×64'),
    entry('LayerNormalization', '/norm', '1×1×256'),
  ];
  const names = (query: string) => findNodes(entries, query).hits.map(({ entry: { node } }) => node.op);

  it('wants every word', () => expect(names('query mat')).toEqual(['MatMul']));
  it('takes letters in order', () => expect(names('lynorm')).toEqual(['LayerNormalization']));
  it('leaves out scattered letters where the word itself is found', () => {
    // The letters of it are in the name of the MatMul too.
    expect(names('mul')).toEqual(['MatMul']);
    expect(names('norm')).toEqual(['LayerNormalization']);
  });
  it.each(['1x1x256', '[1,1,256]', '[1, 1, 256]', '1, 1, 256'])('takes a shape as %s', (query) =>
    expect(names(query)).toEqual(['LayerNormalization']),
  );
  it('takes the beginning of a shape, and a word beside it', () => {
    expect(names('1, 128')).toEqual(['MatMul', 'Add']);
    expect(names('add [1,128]')).toEqual(['Add']);
  });
  it('takes what goes in, and says so', () =>
    expect(findNodes(entries, '256x64').hits.map(({ by }) => by)).toEqual(['takes 256×64']));
  it('takes names of values, and says which', () => {
    expect(findNodes(entries, 'MatMul_42').hits[0]?.by).toBe('onnx::MatMul_42');
    expect(names('scores')).toEqual(['MatMul']);
  });
  it('takes the path', () => expect(names('layers.0 mat')).toEqual(['MatMul']));
  it('counts what it leaves out', () =>
    expect(findNodes(entries, '1, 128', 1)).toMatchObject({ total: 2, hits: [{}] }));
  it('finds nothing for nothing', () => expect(findNodes(entries, '  ').total).toBe(0));
});
