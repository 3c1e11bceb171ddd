import { expect, it } from 'vitest';
import type { GraphView } from '../../workers/session/protocol';
import { viewNode } from '../testing';
import { viewNumber } from './viewNumber';

const view = (shape: string) =>
  ({ step: 0, nodes: [viewNode('n1', { shape })] }) as Partial<GraphView> as GraphView;

it('tells views of one step and size apart, and knows one again', () => {
  const before = view('128');
  const after = view('64');
  expect(viewNumber(after)).not.toBe(viewNumber(before));
  expect(viewNumber(before)).toBe(viewNumber(before));
});
