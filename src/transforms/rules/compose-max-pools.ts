import { any, defineRule, type Match, must, op, type Refusal, refuse, staticShape } from '../kit';
import { indicesRefusal, type Pool, poolOf } from '../pooling';

/** Whether the windows of a pooling with these pads reach the last element of the map. */
function reachesTheEnd(inner: Pool, size: number, axis: number): boolean {
  const [kernel, stride] = [inner.kernel[axis] ?? 1, inner.strides[axis] ?? 1];
  const [begin, end] = [inner.pads[axis] ?? 0, inner.pads[axis + inner.spatial] ?? 0];
  const last = Math.floor((size + begin + end - kernel) / stride) * stride - begin;
  return last + kernel >= size;
}

function composed(m: Match): { inner: Pool; outer: Pool } | Refusal {
  const [inner, outer] = [poolOf(m.graph, m.node('inner')), poolOf(m.graph, m.node('outer'))];
  if (inner === null || outer === null) return refuse('a window is not known');
  if (inner.spatial !== outer.spatial) return refuse('the windows are of different rank');
  const sizes = staticShape(m.graph, inner.x)?.slice(2) ?? null;
  for (const pool of [inner, outer]) {
    if (pool.dilations.some((d) => d !== 1)) return refuse('a window is dilated', { node: pool.node.id });
    if (pool.ceil) return refuse('a window may reach over the end', { node: pool.node.id });
  }
  for (let i = 0; i < inner.spatial; i++) {
    if ((inner.kernel[i] ?? 1) < (inner.strides[i] ?? 1)) {
      return refuse('the inner windows leave gaps', { node: inner.node.id });
    }
    const size = sizes?.[i];
    const padded = (outer.pads[i + outer.spatial] ?? 0) > 0;
    if (padded && (size === undefined || !reachesTheEnd(inner, size, i))) {
      return refuse('the inner windows may stop before the end', { node: inner.node.id });
    }
  }
  return indicesRefusal(m.graph, inner.node) ?? indicesRefusal(m.graph, outer.node) ?? { inner, outer };
}

export const composeMaxPools = defineRule({
  name: 'compose-max-pools',
  family: 'convolution',
  title: 'A maximum of maxima is one maximum over a larger window.',
  before: 'MaxPool(MaxPool(x))',
  after: 'MaxPool(x) with kernel k₁ + (k₂ − 1)·s₁, stride s₁·s₂, padding p₁ + p₂·s₁',
  conditions: [
    'no dilation, no ceil mode, indices not used',
    'the inner windows leave no gaps, and reach the end where the outer ones are padded there',
  ],
  algebra: 'max over a union is the maximum of the maxima',
  exactness: 'bits',
  roots: [op('MaxPool', [op('MaxPool', [any('x')], { name: 'inner' })], { name: 'outer' })],
  undoes: ['split-max-pool', 'nest-max-pools'],
  check: (m) => {
    const pools = composed(m);
    return 'reason' in pools ? pools : null;
  },
  rewrite: (m, b) => {
    const pools = composed(m);
    if ('reason' in pools) return m.output;
    const { inner, outer } = pools;
    const step = (i: number): number => must(inner.strides[i % inner.spatial], 'stride');
    const attrs = {
      kernel_shape: inner.kernel.map((k, i) => k + ((outer.kernel[i] ?? 1) - 1) * step(i)),
      strides: outer.strides.map((s, i) => s * step(i)),
      pads: inner.pads.map((p, i) => p + (outer.pads[i] ?? 0) * step(i)),
    };
    return b.node('MaxPool', [m.value('x')], attrs);
  },
});
