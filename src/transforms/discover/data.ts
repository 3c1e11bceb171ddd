import { assert } from '../../core';
import type { Discovery, RealmReport } from './discover';
import type { Found } from './learn';
import { isWhen } from './shapes';
import { parseTerm } from './term';

/** An equation as it is stored: terms as text. */
export interface EquationData {
  readonly left: string;
  readonly right: string;
  readonly when: string;
  readonly realm: string;
  /** Assignments of sizes tried, random points at each, and the chance of a wrong acceptance at one of them. */
  readonly proof: { readonly shapes: number; readonly points: number; readonly bound: number };
}

export interface DiscoveryData {
  readonly date: string;
  readonly seed: number;
  readonly largest: number;
  readonly prime: number;
  readonly realms: readonly RealmReport[];
  readonly kept: readonly EquationData[];
  readonly implied: readonly EquationData[];
  /** Rules that one written by hand already does, and which. */
  readonly covered: readonly { readonly name: string; readonly by: string }[];
}

const equationData = ({ left, right, when, realm, proof }: Found): EquationData => ({
  left: left.text,
  right: right.text,
  when,
  realm,
  proof,
});

export function discoveryData(
  discovery: Discovery,
  prime: number,
  date: string,
  covered: DiscoveryData['covered'],
): DiscoveryData {
  return {
    date,
    ...discovery.options,
    prime,
    realms: discovery.realms,
    kept: discovery.kept.map(equationData),
    implied: discovery.implied.map(equationData),
    covered,
  };
}

export function equationOf({ left, right, when, realm, proof }: EquationData): Found {
  assert(isWhen(when), () => `unknown condition ${when}`);
  return { left: parseTerm(left), right: parseTerm(right), when, realm, proof };
}
