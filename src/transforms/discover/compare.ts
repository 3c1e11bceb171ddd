import { canonicalKey } from './canonical';
import type { Found } from './learn';
import { implied } from './prune';
import type { When } from './shapes';
import type { TasoRule } from './taso';
import { type Equation, renamed, sorted } from './term';

export type Verdict = 'rediscovered' | 'implied' | 'same term' | 'not derived';

/** How each of TASO's substitutions stands to the discovered equations. */
export function compare(
  rules: readonly TasoRule[],
  kept: readonly Found[],
  all: readonly Found[],
): readonly Verdict[] {
  const known = new Set(all.flatMap(keysOf));
  return rules.map(({ equations }) => {
    const open = equations.filter((e) => sorted(e.left).text !== sorted(e.right).text);
    if (open.length === 0) return 'same term';
    if (open.every((e) => keysOf(e).some((key) => known.has(key)))) return 'rediscovered';
    return open.every((e) => derived(e, kept)) ? 'implied' : 'not derived';
  });
}

/** Both directions. */
const keysOf = ({ left, right }: Equation): readonly string[] => [
  canonicalKey({ left, right }),
  canonicalKey({ left: right, right: left }),
];

const conditions: readonly When[] = ['ungrouped', 'alike', 'right-ungrouped', 'always'];

/** TASO states no shapes: the first typing that the equation has is taken, Convs without groups if possible. */
function derived(equation: Equation, kept: readonly Found[]): boolean {
  const goal = renamed(equation);
  return conditions.some((when) => implied({ ...goal, when }, kept));
}
