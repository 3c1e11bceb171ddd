import { derivable } from './egraph';
import type { Found } from './learn';
import { roles, type Shape, typeEquation } from './shapes';
import { applications, type Equation, numberNames, sorted, type Term, termSize, variablesOf } from './term';
import { axesFor } from './verify';

/** Sizes to type an equation with: sums of them meet by accident in the later lists only, which serve where sums must. */
const sizes: readonly (readonly number[])[] = [
  [2, 5, 11],
  [2, 5, 7],
  [1, 2, 3],
];

/** A typing with as many different sizes as an equation allows; null where there is none of these sizes. */
export function genericTyping(
  { left, right }: Equation,
  when: Found['when'],
): ReadonlyMap<string, Shape> | null {
  const axes = axesFor(left, right);
  const names = variablesOf(left, right);
  const numbers = numberNames(left, right);
  const { images, kernels } = roles(left, right);
  const isImage = images.size > 0;
  for (const dims of sizes) {
    let best: { typing: ReadonlyMap<string, Shape>; different: number } | null = null;
    const choose = (i: number, shapes: Map<string, Shape>): void => {
      const name = names[i];
      if (name === undefined) {
        const typing = typeEquation(left, right, shapes, axes, when);
        const different = new Set([...shapes.values()].flat()).size;
        if (typing !== null && different > (best?.different ?? 0)) best = { typing, different };
        return;
      }
      if (numbers.has(name)) {
        choose(i + 1, shapes.set(name, []));
        return;
      }
      const rest = !isImage ? [] : kernels.has(name) && !images.has(name) ? [3, 2] : [3, 3];
      for (const m of dims) for (const n of dims) choose(i + 1, shapes.set(name, [m, n, ...rest]));
    };
    choose(0, new Map());
    const chosen = best as { typing: ReadonlyMap<string, Shape> } | null;
    if (chosen !== null) return chosen.typing;
  }
  return null;
}

/** Whether equations imply another one, within the bounds of the search. */
export function implied(goal: Equation & Pick<Found, 'when'>, by: readonly Found[]): boolean {
  const typing = genericTyping(goal, goal.when);
  return typing !== null && derivable(goal, by, typing, axesFor(goal.left, goal.right));
}

const occurrences = (term: Term): number =>
  term.kind === 'variable' ? 1 : term.args.reduce((n, arg) => n + occurrences(arg), 0);

/** How special an equation is: repeated variables, then size, then kinds of operators. */
function speciality({ left, right }: Equation): number {
  const repeated = occurrences(left) + occurrences(right) - 2 * variablesOf(left).length;
  const kinds = new Set([...applications(left), ...applications(right)].map((t) => t.op)).size;
  return (repeated * 16 + termSize(left) + termSize(right)) * 16 + kinds;
}

/** Order of operands is built into patterns and into the search, so these two are never derived. */
export const isCommutativity = ({ left, right }: Equation): boolean =>
  left.text === 'add(a,b)' || left.text === 'mul(a,b)' ? sorted(left).text === sorted(right).text : false;

/** Leaves out what the others imply, the most special first. */
export function prune(found: readonly Found[]): { kept: readonly Found[]; implied: readonly Found[] } {
  const order = [...found].sort(
    (a, b) => speciality(b) - speciality(a) || (a.left.text < b.left.text ? -1 : 1),
  );
  let kept = [...found];
  const dropped: Found[] = [];
  for (const equation of order) {
    if (isCommutativity(equation)) continue;
    const others = kept.filter((e) => e !== equation);
    if (!implied(equation, others)) continue;
    kept = others;
    dropped.push(equation);
  }
  return { kept, implied: dropped };
}
