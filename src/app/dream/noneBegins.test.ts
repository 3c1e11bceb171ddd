import { expect, it } from 'vitest';
import { noneBegins } from './noneBegins';

const over = { steps: [], end: 'nothing-legal' } as const;

it('tells dreams in which nothing could happen from those that were ended otherwise', () => {
  expect(noneBegins({ rollouts: [over, over] }, [[], []])).toBe(true);
  // An agent that stops could have gone on, and may be steered.
  expect(noneBegins({ rollouts: [over, { steps: [], end: 'stop' }] }, [[], []])).toBe(false);
  expect(noneBegins({ rollouts: [] }, [])).toBe(false);
});
