import type { Rule } from '../rule';
import { type DiscoveryData, equationOf } from './data';
import { type Direction, directionsOf, reverseOf } from './direction';
import data from './rules.json';
import { toRule } from './toRule';

const stored: Pick<DiscoveryData, 'kept' | 'covered'> = data;

const directions = directionsOf(stored.kept.map(equationOf));
const covered = new Set(stored.covered.map(({ name }) => name));
/** Those that no rule written by hand already does. */
export const inPlay: readonly Direction[] = directions.filter(({ name }) => !covered.has(name));

/** Their rules, in the order of the data. */
export const discoveredRules: readonly Rule[] = inPlay.map((direction) => {
  const reverse = reverseOf(direction, inPlay);
  return toRule(direction, reverse === null ? [] : [reverse.name]);
});

/** How many rules the discovered equations make, and how many of them were proved. */
export function discoveredSummary(): { readonly rules: number; readonly proved: number } {
  const proved = directions.filter(({ equation }) => equation.proof.shapes >= 4 && equation.proof.points > 0);
  return { rules: directions.length, proved: proved.length };
}

export type { DiscoveryData };
export { directionsOf, equationOf, toRule };
