import { describe, expect, it } from 'vitest';
import type { ViewNode } from '../../workers/session/protocol';
import { findNodes, matchScore } from './findNodes';

const node = (op: string, name: string, shape = '1×128×256'): ViewNode => ({
  id: name,
  kind: 'node',
  op,
  domain: '',
  name,
  family: 'other',
  shape,
  hidden: false,
  share: null,
  macs: 0,
  bytes: 0,
  group: null,
  subgraphs: [],
});

describe('findNodes', () => {
  const nodes = [
    node('MatMul', '/layers.0/query/MatMul'),
    node('Add', '/layers.0/query/Add'),
    node('LayerNormalization', '/norm', '1×1×256'),
  ];
  const names = (query: string) => findNodes(nodes, query).map((hit) => hit.node.op);

  it('wants every word', () => expect(names('query mat')).toEqual(['MatMul']));
  it('takes letters in order', () => expect(names('lynorm')).toEqual(['LayerNormalization']));
  it('takes shapes with an x', () => expect(names('1x1x256')).toEqual(['LayerNormalization']));
  it('finds nothing for nothing', () => expect(names('  ')).toEqual([]));
  it('prefers the start of a word', () => {
    expect(matchScore('matmul', 'mat')).toBeGreaterThan(matchScore('format', 'mat'));
    expect(matchScore('a/matmul', 'mat')).toBeGreaterThan(matchScore('format', 'mat'));
  });
});
