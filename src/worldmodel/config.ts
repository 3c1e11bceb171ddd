/** What a graph network needs to know of its observations and how large it is. */
export interface EncoderConfig {
  /** Length of the list of rules. */
  readonly rules: number;
  /** Length of the list of operators. */
  readonly operators: number;
  readonly nodeFeatures: number;
  readonly edgeFeatures: number;
  readonly totals: number;
  /** Features of a node's embedding. */
  readonly nodeWidth: number;
  /** Rounds of message passing. */
  readonly rounds: number;
  /** Features of the latent state. */
  readonly latent: number;
  /** Features of a rule's embedding. */
  readonly ruleWidth: number;
}

/** The shape of a `dreamgraph` world model. */
export interface ModelConfig extends EncoderConfig {
  /** Units of the dynamics' hidden layers. */
  readonly hidden: number;
  /** Independent heads of the runtime whose disagreement says what the model does not know. */
  readonly members: number;
  /** Hidden units of each of them. */
  readonly memberWidth: number;
  /**
   * In training, the rule of one action in so many is hidden, so that the model knows what to think of a rule that it never
   * saw; 25 when left out.
   */
  readonly hideOneIn?: number;
}

export type ModelSizes = Pick<
  ModelConfig,
  'nodeWidth' | 'rounds' | 'latent' | 'ruleWidth' | 'hidden' | 'members' | 'memberWidth' | 'hideOneIn'
>;

export const standardSizes: ModelSizes = {
  nodeWidth: 32,
  rounds: 2,
  latent: 64,
  ruleWidth: 24,
  hidden: 160,
  members: 5,
  memberWidth: 24,
};
