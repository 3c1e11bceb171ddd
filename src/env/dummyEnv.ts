import {
  edgeFeatureCount,
  nodeFeatureCount,
  type Observation,
  type ObservedEnvironment,
  quantise,
  totalCount,
} from './observation';

/** A number line with a valley: the state is a position, the cost falls only behind a plateau. */
export interface DummyState {
  readonly at: number;
}

/**
 * An environment with known dynamics for tests: `up` and `down` move by one between 0 and `length`; the cost is 10 on
 * the way, 10.5 on every odd position (a step that loses a little), and 5 at `length`. A greedy player never leaves 0.
 */
export function createDummyEnv(length: number): ObservedEnvironment<DummyState> {
  return {
    rules: [
      { name: 'up', family: 'motion', undoes: ['down'] },
      { name: 'down', family: 'motion', undoes: ['up'] },
    ],
    reset: () => ({ at: 0 }),
    counts: ({ at }) => [at < length ? 1 : 0, at > 0 ? 1 : 0],
    step: ({ at }, { rule }) => {
      const next = rule === 0 ? at + 1 : at - 1;
      return next < 0 || next > length ? null : { at: next };
    },
    cost: ({ at }) => (at === length ? 5 : at % 2 === 1 ? 10.5 : 10),
    key: ({ at }) => String(at),
    observe: ({ at }) => observeDummy(at, length),
  };
}

/** A chain of positions; the one where the player is has operator 1 and is the anchor of both moves. */
function observeDummy(at: number, length: number): Observation {
  const n = length + 1;
  const nodes = new Float32Array(n * nodeFeatureCount);
  for (let i = 0; i < n; i++) {
    nodes[i * nodeFeatureCount + 2] = i === at ? 1 : 0;
    nodes[i * nodeFeatureCount + 3] = i === at ? 0 : -2;
    nodes[i * nodeFeatureCount + 7] = quantise(i / Math.max(1, length));
    nodes[i * nodeFeatureCount + 11] = i === length ? 1 : 0;
  }
  return {
    operators: Uint16Array.from({ length: n }, (_, i) => (i === at ? 1 : 0)),
    nodes,
    edges: Uint16Array.from({ length: 2 * length }, (_, i) => (i + 1) >> 1),
    edgeFeatures: new Float32Array(length * edgeFeatureCount),
    totals: new Float32Array(totalCount),
    counts: Uint16Array.of(at < length ? 1 : 0, at > 0 ? 1 : 0),
    anchors: new Uint16Array((at < length ? 1 : 0) + (at > 0 ? 1 : 0)).fill(at),
  };
}
