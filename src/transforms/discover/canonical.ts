import { type Equation, numberNames, sorted, substitute, type Term, variable, variablesOf } from './term';

/** Every order of a few items. */
function permutations<T>(items: readonly T[]): readonly (readonly T[])[] {
  if (items.length < 2) return [items];
  return items.flatMap((item, i) =>
    permutations(items.filter((_, j) => j !== i)).map((rest) => [item, ...rest]),
  );
}

/** One text for all equations that differ in the names of variables and in the order of operands alone. */
export function canonicalKey({ left, right }: Equation): string {
  const names = variablesOf(left, right);
  const numbers = numberNames(left, right);
  let best: string | null = null;
  for (const order of permutations(names)) {
    const by = (name: string): Term => variable(`${numbers.has(name) ? 's' : 'a'}${order.indexOf(name)}`);
    const text = `${sorted(substitute(left, by)).text}=${sorted(substitute(right, by)).text}`;
    if (best === null || text < best) best = text;
  }
  return best ?? '';
}
