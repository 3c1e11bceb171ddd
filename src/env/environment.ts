/** What a search or an agent knows of a rule. */
export interface RuleInfo {
  readonly name: string;
  readonly family: string;
  /** Names of the rules that take this one back. */
  readonly undoes: readonly string[];
}

/** One move: the `site`-th legal site of rule `rule`, sites being in topological order. */
export interface Action {
  readonly rule: number;
  /** 0 … counts(state)[rule] − 1. */
  readonly site: number;
}

/** At most this many sites of one rule are offered, as in RLFlow. */
export const siteLimit = 200;

/**
 * The game of rewriting. States are immutable, so that forking and restoring is keeping a reference. STOP is not an
 * action here: whoever plays stops by not stepping on.
 */
export interface Environment<S> {
  readonly rules: readonly RuleInfo[];
  reset(): S;
  /** Legal sites per rule, `[rules]`, each at most `siteLimit`. */
  counts(state: S): ArrayLike<number>;
  /** The next state; null when the engine refuses after all. */
  step(state: S, action: Action): S | null;
  /** Runtime in milliseconds (or another unit, as long as it is one), positive. */
  cost(state: S): number;
  /** Arithmetic in multiply-adds, where that is known: a second opinion beside the price. */
  work?(state: S): number;
  /** Memory traffic in bytes, where that is known; a reward of RLFlow's counts it. */
  traffic?(state: S): number;
  /** Equal for states that are the same graph, whatever the way there. */
  key(state: S): string;
  /**
   * The same game with these rules alone, whose moves are found in less time: states, numbers of rules and sites stay as they
   * are. Left out where there is nothing to save.
   */
  only?(rules: readonly number[]): Environment<S>;
  /** Ways from the start that somebody knows already: what a search need not find. */
  readonly known?: readonly (readonly KnownStep<S>[])[];
}

/** A step of a way that is known: the rule that was played, and where it led. */
export interface KnownStep<S> {
  readonly rule: number;
  readonly state: S;
}
