/** Seeds of what is random; what is not runs with the first alone. */
export const standardSeeds = [1, 2, 3] as const;

export interface EvaluatedAgent {
  /** As the registry of searches knows it. */
  readonly name: string;
  /** As tables show it. */
  readonly label: string;
  readonly random: boolean;
  /** Counted up where the search itself changed: its recorded runs are then made again, those of the others are kept. */
  readonly revision?: number;
}

/** The rows of the tables, after ORT's own two levels. */
export const evaluatedAgents: readonly EvaluatedAgent[] = [
  { name: 'random', label: 'random', random: true },
  { name: 'greedy', label: 'greedy', random: false },
  { name: 'backtracking', label: 'backtracking (TASO)', random: false },
  { name: 'beam', label: 'beam', random: false },
  { name: 'model-free-ppo', label: 'model-free PPO, learned on the estimate', random: true },
  { name: 'rlflow', label: 'rlflow', random: true, revision: 1 },
  { name: 'playouts', label: 'playouts, the same without an agent', random: true, revision: 2 },
  { name: 'dreamgraph', label: 'dreamgraph', random: true, revision: 4 },
  { name: 'auto', label: 'Optimize (the default)', random: true, revision: 15 },
];

/** What a search may use at most, and so what is kept of it. */
export const mostMeasurements = 50;

/**
 * The peer of suite `efficiency` that has no estimate to learn from: what it measures is what it learns from, so it gets more.
 * It is no search of the page.
 */
export const clockedPpo = 'clocked-ppo';
const clockedTimes = 10;
const clocked: EvaluatedAgent = {
  name: clockedPpo,
  label: 'model-free PPO, learned on the clock',
  random: true,
};

/** Most real measurements of a search where the others have so many. */
export const measurementsOf = (agent: string, others: number): number =>
  agent === clockedPpo ? clockedTimes * others : others;

/** The agent that the goals are about, and what the page's button runs. */
export const subjects = ['auto', 'dreamgraph'] as const;

export const labelOf = (name: string): string =>
  [...evaluatedAgents, clocked].find((agent) => agent.name === name)?.label ?? name;
