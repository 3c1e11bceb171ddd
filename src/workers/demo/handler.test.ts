import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { GraphView } from '../session/protocol';
import { createDemoHandler } from './handler';

const model = fileURLToPath(new URL('../../../public/models/tiny_attention.onnx', import.meta.url));
const macsOf = (view: GraphView) => view.nodes.reduce((sum, node) => sum + node.macs, 0);

describe('the demonstration', () => {
  it('takes most of the arithmetic out of the sample, a rewrite at a time, and comes to an end', async () => {
    const demo = createDemoHandler();
    const start = await demo.open({ bytes: new Uint8Array(readFileSync(model)) });
    expect(start.title).toBeNull();
    let last = start;
    let steps = 0;
    for (let state = await demo.next(null); state !== null; state = await demo.next(null)) {
      expect(state.title).not.toBeNull();
      last = state;
      steps++;
      if (steps > 60) break;
    }
    expect(steps).toBeGreaterThan(10);
    expect(steps).toBeLessThanOrEqual(60);
    expect(macsOf(last.view)).toBeLessThan(0.7 * macsOf(start.view));
  });
});
