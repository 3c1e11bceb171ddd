import { describe, expect, it } from 'vitest';
import type { PlacedScene } from '../canvas/placed';
import { viewNode } from '../testing';
import { type Drawing, graphSvg, type SvgColours } from './graphSvg';

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
  heat: Array.from({ length: 11 }, (_, i) => `#heat${i}`),
};

const node = (id: string, name: string) =>
  viewNode(id, { op: 'Conv', name, family: 'convolution', shape: '1×3' });

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

const plain = { overlay: 'family', largest: 0 } as const;
const drawing: Drawing = { placed, marks: new Map([['n1', 'added' as const]]), scale: plain };
const made = (drawings: readonly Drawing[], legend = ''): string =>
  graphSvg({ drawings, legend, colours, measure }).svg;

describe('graphSvg', () => {
  const svg = made([drawing]);
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

describe('graphSvg of what is compared and coloured', () => {
  it('colours cards by their figures, writes these on them, and says what the colours are', () => {
    const hot = new Map([['n0', 0.31]]);
    const scale = { overlay: 'gap', largest: 0.31, byItem: hot } as const;
    const svg = made([{ ...drawing, scale }], 'Where they differ: the strongest colour is 31 %');
    expect(svg).toContain('fill="#heat10"');
    expect(svg).toContain('fill="#heat0"');
    expect(svg).toContain('>31\u202f%<');
    expect(svg).toContain('the strongest colour is 31 %');
  });

  it('draws what is gone dashed and struck through, with its wires', () => {
    const marks = new Map([['n0', 'removed' as const]]);
    const wires = new Map([[0, 'removed' as const]]);
    const svg = made([{ ...drawing, marks, wires, title: 'Original to step 7: 1 removed' }]);
    expect(svg).toContain('Original to step 7: 1 removed');
    expect(svg.match(/text-decoration="line-through"/g)).toHaveLength(1);
    expect(svg.match(/stroke-dasharray/g)).toHaveLength(2);
    expect(made([{ ...drawing, marks: new Map() }])).not.toContain('stroke-dasharray');
  });

  it('is as wide as what is written over and under it', () => {
    const title = 'Original to step 12: 23 removed, 14 added';
    const widthOf = (drawings: readonly Drawing[], legend = '') =>
      graphSvg({ drawings, legend, colours, measure }).width;
    expect(widthOf([{ ...drawing, title }])).toBe(Math.ceil(measure(title, 14) + 64));
    const legend = 'Where imagined and real runtimes differ: the strongest colour is 31 %';
    expect(widthOf([drawing], legend)).toBe(Math.ceil(measure(legend, 12) + 64));
    // What stands beside it begins where the title has ended.
    expect(widthOf([{ ...drawing, title }, drawing])).toBe(Math.ceil(measure(title, 14) + 64 + 282));
  });

  it('draws two graphs side by side, what they have in common at one height', () => {
    const svg = made([
      { ...drawing, title: 'Original' },
      { ...drawing, title: 'Step 7' },
    ]);
    expect(svg).toContain('>Original<');
    expect(svg).toContain('>Step 7<');
    expect(svg).toContain('translate(282 0)');
    expect(svg).toMatch(/width="564" height="248"/);
  });
});
