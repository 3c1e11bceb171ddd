import type { Environment } from './environment';

/** A number line with a valley: the state is a position, the cost falls only behind a plateau. */
export interface DummyState {
  readonly at: number;
}

/**
 * An environment with known dynamics for tests: `up` and `down` move by one between 0 and `length`; the cost is 10 on
 * the way, 10.5 on every odd position (a step that loses a little), and 5 at `length`. A greedy player never leaves 0.
 */
export function createDummyEnv(length: number): Environment<DummyState> {
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
  };
}
