import type { Rule } from '../rule';
import { prove } from './learn';
import { worldOf } from './shapes';
import { tasoRules } from './taso';
import { renamed, sorted } from './term';
import { toRule } from './toRule';

export interface Opened {
  readonly rules: readonly Rule[];
  /** Numbers of the substitutions that are no rule, and why. */
  readonly leftOut: readonly { readonly index: number; readonly reason: string }[];
}

/**
 * TASO's published file as rules of the engine, left to right as published, each proved as the discovered equations are
 * and under the conditions that the proof needs. They are not part of the list of rules.
 */
export function openTaso(bytes: Uint8Array, seed = 1): Opened {
  const rules: Rule[] = [];
  const leftOut: { index: number; reason: string }[] = [];
  for (const [index, { equations, outputs }] of tasoRules(bytes).entries()) {
    const [first] = equations;
    if (first === undefined || outputs !== 1) {
      leftOut.push({ index, reason: 'several outputs' });
      continue;
    }
    const equation = renamed(first);
    const { left: from, right: to } = equation;
    if (from.kind === 'variable' || sorted(from).text === sorted(to).text) {
      leftOut.push({ index, reason: 'both sides are one term' });
      continue;
    }
    const proved = prove(equation, seed);
    if (proved === null) {
      leftOut.push({ index, reason: 'not proved' });
      continue;
    }
    const found = { ...equation, ...proved, realm: 'TASO' };
    rules.push(toRule({ name: `taso-${index}`, from, to, equation: found, world: worldOf(from, to) }, []));
  }
  return { rules, leftOut };
}
