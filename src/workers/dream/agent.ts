import type { Random } from '../../core';
import type { DreamState } from '../../worldmodel';
import type { Chooser } from './protocol';
import type { Weighed } from './weigh';

/** A dream that is to go on. */
export interface Dreaming {
  readonly state: DreamState;
  /** Steps that it may still make. */
  readonly left: number;
  /** It takes the likeliest move, whatever the temperature. */
  readonly sure: boolean;
  readonly random: Random;
}

/** What a dreaming agent does in one state; null is STOP. */
export interface Choice {
  readonly weighed: Weighed | null;
  readonly probability: number;
}

/** Chooses the moves of dreams. */
export interface DreamAgent {
  readonly chooser: Chooser;
  choose(dreams: readonly Dreaming[], temperature: number): Promise<Choice[]>;
  /** How likely it is to make each of these moves; they sum to 1 at most. */
  odds(state: DreamState, moves: readonly Weighed[], temperature: number, left: number): Promise<number[]>;
  /** Imagined steps so far, those that were only weighed included. */
  readonly imagined: number;
  dispose(): void;
}
