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
  { name: 'rlflow', label: 'rlflow', random: true },
  { name: 'playouts', label: 'playouts, the same without an agent', random: true, revision: 2 },
  { name: 'dreamgraph', label: 'dreamgraph', random: true, revision: 2 },
  { name: 'auto', label: 'Optimize (the default)', random: true, revision: 3 },
];

/** The agent that the goals are about, and what the page's button runs. */
export const subjects = ['auto', 'dreamgraph'] as const;

export const labelOf = (name: string): string =>
  evaluatedAgents.find((agent) => agent.name === name)?.label ?? name;
