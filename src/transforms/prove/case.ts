import type { BuilderOptions } from '../../graph';
import type { Target } from '../rule';
import type { Draft } from './draft';

/**
 * One class of shapes and attributes that a rule's conditions admit: a function that draws a random small graph of the
 * class, in which the rule applies. Where it may not apply to a draw, another one is drawn.
 */
export interface CaseClass {
  readonly build: (draft: Draft) => void;
  readonly options?: BuilderOptions;
  /** 'order': evaluated in exact rationals, as a function needs an order; in the finite field when left out. */
  readonly domain?: 'field' | 'order';
  readonly target?: Target;
}

/** What a rule is proved on. */
export interface RuleCases {
  /** Why the classes cover everything that the conditions admit. */
  readonly why: string;
  readonly classes: Readonly<Record<string, CaseClass | CaseClass['build']>>;
  /** For all classes: evaluated in exact rationals. */
  readonly order?: boolean;
  /** Why the rule cannot be proved exactly: it is tested numerically only. */
  readonly marked?: string;
}

export type Cases = Readonly<Record<string, RuleCases>>;
