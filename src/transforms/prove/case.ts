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

/** What a check is for where it is not the rule's truth. */
export interface CheckPurpose {
  /**
   * 'profit': the result would be right and no better; 'legality': right, and refused by a runtime, an opset or a type
   * that has no kernel; 'floats': right in the reals, though not in the integers or narrow floats that it keeps out.
   */
  readonly for: 'profit' | 'legality' | 'floats';
  readonly why: string;
}

/** What a rule is proved on. */
export interface RuleCases {
  /** Why the classes cover everything that the conditions admit. */
  readonly why: string;
  readonly classes: Readonly<Record<string, CaseClass | CaseClass['build']>>;
  /** For all classes: evaluated in exact rationals. */
  readonly order?: boolean;
  /**
   * Says that the rule would stay true without its check, which is there for another reason; the mutation test holds
   * every other rule's check to be one that the classes notice the absence of.
   */
  readonly check?: CheckPurpose;
  /** Why the rule cannot be proved exactly: it is tested numerically only. */
  readonly marked?: string;
}

export type Cases = Readonly<Record<string, RuleCases>>;
