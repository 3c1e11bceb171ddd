import type { AgentSetup } from './protocol';

/** How an agent's rounds go; all of it is counted, so that the same seed gives the same rounds on any machine but for the clock. */
export interface AgentPlan {
  readonly rounds: number;
  /** Random games before the first round's learning, and their longest. */
  readonly firstEpisodes: number;
  readonly episodeSteps: number;
  /** Of a round: batches of dreams that the policy learns from, dreams in each, and real states where they begin. */
  readonly iterations: number;
  readonly dreams: number;
  readonly starts: number;
  /** Longest random play on the way to such a state. */
  readonly startSteps: number;
  /** Of a round: games on the real graph, and graphs that go to the clock at most. */
  readonly games: number;
  readonly measured: number;
  /** Of a round: updates of the world model; windows in a batch, steps of each. */
  readonly updates: number;
  readonly batch: number;
  readonly unroll: number;
  readonly learningRate: number;
  /** States on the latent map, and nodes of all of them together. */
  readonly mapStates: number;
  readonly mapNodes: number;
}

/** Small batches: a round should be seen to end in some seconds. */
export const agentPlanOf = (
  rounds: number,
  learns: Exclude<AgentSetup['learns'], undefined> = 'both',
): AgentPlan => ({
  rounds,
  firstEpisodes: 10,
  episodeSteps: 16,
  iterations: 5,
  dreams: 64,
  starts: 8,
  startSteps: 12,
  games: 6,
  measured: 3,
  updates: 10,
  batch: 32,
  unroll: 5,
  learningRate: 5e-4,
  mapStates: 240,
  mapNodes: 30_000,
  ...(learns === 'policy' ? dreamsAlone : {}),
});

/** Where the policy alone learns, the real graph is played to see how far it has come, and for nothing else. */
const dreamsAlone: Partial<AgentPlan> = {
  firstEpisodes: 0,
  iterations: 3,
  dreams: 96,
  measured: 0,
  updates: 0,
};
