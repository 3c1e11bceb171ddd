import { describe, expect, it } from 'vitest';
import type { ViewNode } from '../../workers/session/protocol';
import type { PlacedScene } from '../canvas/placed';
import { graphSvg, type SvgColours, shorten } from './graphSvg';

const colours: SvgColours = {
  page: '#ffffff',
  card: '#ffffff',
  line: '#cccccc',
  box: '#f0f0f0',
  wire: '#888888',
  ink: '#111111',
  quiet: '#555555',
  added: '#00aa00',
  removed: '#aa0000',
  families: {
    convolution: '#1',
    matmul: '#2',
    elementwise: '#3',
    normalization: '#4',
    movement: '#5',
    other: '#6',
  },
};

const node = (id: string, name: string): ViewNode => ({
  id,
  kind: 'node',
  op: 'Conv',
  domain: '',
  name,
  family: 'convolution',
  shape: '1×3',
  hidden: false,
  share: null,
  macs: 0,
  bytes: 0,
  group: null,
  subgraphs: [],
});

const placed: PlacedScene = {
  scene: {
    items: [
      { kind: 'node', id: 'n0', node: node('n0', 'a<b>&"c"'), parent: null },
      { kind: 'node', id: 'n1', node: node('n1', 'x'.repeat(200)), parent: null },
    ],
    edges: [{ from: 0, to: 1 }],
    indexOf: new Map([
      ['n0', 0],
      ['n1', 1],
    ]),
    itemOf: new Map(),
    step: 0,
  },
  layout: {
    x: Float64Array.of(0, 10),
    y: Float64Array.of(0, 100),
    width: Float64Array.of(208, 208),
    height: Float64Array.of(56, 56),
    bounds: { x: 0, y: 0, width: 218, height: 156 },
    points: Float32Array.of(104, 56, 114, 100),
    pieceStart: Int32Array.of(0, 4),
    pieceOwn: Int32Array.of(0),
    edgeStart: Int32Array.of(0, 1),
    edgePieces: Int32Array.of(0),
    milliseconds: 0,
  },
};

const measure = (text: string, size: number): number => 0.6 * size * text.length;

describe('graphSvg', () => {
  const svg = graphSvg({ placed, marks: new Map([['n1', 'added' as const]]), colours, measure });
  it('holds every card, and their texts as text', () => {
    expect(svg.match(/>Conv</g)).toHaveLength(2);
    expect(svg).toContain('a&lt;b&gt;&amp;&quot;c&quot;');
    expect(svg).not.toContain('a<b>');
    expect(svg).toContain('stroke="#00aa00"');
  });
  it('is as large as the drawing with a margin', () => {
    expect(svg).toMatch(/width="282" height="220"/);
  });
  it('cuts what does not fit', () => {
    expect(svg).not.toContain('x'.repeat(40));
    expect(svg).toContain('x…');
  });
});

describe('shorten', () => {
  const width = (text: string): number => text.length;
  it('leaves alone what fits', () => expect(shorten('abc', 3, width)).toBe('abc'));
  it('ends with an ellipsis else', () => expect(shorten('abcdef', 4, width)).toBe('abc…'));
  it('is empty where nothing fits', () => expect(shorten('abc', 0, width)).toBe(''));
});
