import { expect, it } from 'vitest';
import { createDummyEnv, type DummyState } from '../../../env/dummyEnv';
import { startBackend } from '../../../nn';
import { noResidual } from '../../../worldmodel';
import { Book } from './book';
import { Networks } from './networks';
import { agentPlanOf } from './plan';
import { Rounds } from './rounds';
import { AgentTelling } from './telling';

it('promises by the price, as its games are judged, whatever the clock makes of the dreams to learn in', async () => {
  expect(await startBackend('wasm')).toBe(true);
  const env = createDummyEnv(4);
  const plan = { ...agentPlanOf(1), games: 24 };
  const ruleHash = (length: number): string => `dummy ${length}`;
  const playground = { vocabulary: { rules: 2, operators: 2 }, ruleHash };
  const networks = new Networks(
    { kind: 'dreamgraph', playground, plan, episodes: [], seed: 1 },
    { world: { from: 'nothing', like: env.observe(env.reset()) }, policy: null, resumed: false },
  );
  // By this clock nothing ever changes.
  networks.imagination.residual = { ...noResidual(1), slope: 0 };
  const book = new Book<DummyState>(plan);
  const emit = () => undefined;
  const telling = new AgentTelling(plan, false, emit);
  const orLost = <T>(work: Promise<T>): Promise<T> => work;
  const rounds = new Rounds({ plan, seed: 1, env, networks, book, measure: null, telling, emit, orLost });
  expect(await rounds.next()).toBe(true);
  expect(book.promised?.steps).toBeGreaterThan(0);
  expect(Math.abs(book.promised?.gain ?? 0)).toBeGreaterThan(0);
  networks.dispose();
});
