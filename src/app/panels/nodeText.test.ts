import { describe, expect, it } from 'vitest';
import { viewNode } from '../testing';
import { nodeText } from './nodeText';

const node = viewNode('n1', { op: 'Gather', name: 'emb/gather', family: 'movement', shape: '1×8' });

describe('nodeText', () => {
  it('tells what the panel tells', () => {
    const text = nodeText(node, {
      id: 'n1',
      op: 'Gather',
      domain: '',
      name: 'emb/gather',
      doc: '',
      attrs: [{ name: 'axis', value: '0' }],
      inputs: [
        { value: 1, slot: '0', name: 'table', type: 'float32 9×8', constant: 'stored', contents: null },
        { value: 2, slot: '1', name: 'ids', type: 'int64 1', constant: 'computed', contents: '[3]' },
      ],
      outputs: [{ value: 3, slot: '0', name: 'y', type: 'float32 1×8', constant: null, contents: null }],
      cost: { macs: 0, flops: 8, bytesRead: 40, bytesWritten: 32, params: 72 },
    });
    expect(text.split('\n')).toEqual([
      'Gather',
      'name: emb/gather',
      'shape: 1×8',
      'multiply-adds: 0, operations: 8, bytes read: 40, bytes written: 32, parameters: 72',
      'attributes:',
      '  axis = 0',
      'inputs:',
      '  0: table float32 9×8, constant',
      '  1: ids int64 1, constant (computed) = [3]',
      'outputs:',
      '  0: y float32 1×8',
    ]);
  });
  it('tells what is known before the details are there', () => {
    expect(nodeText(node, null)).toBe('Gather\nname: emb/gather\nshape: 1×8');
  });
});
