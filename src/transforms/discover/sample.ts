import { must } from '../../core';
import { type Graph, graphBuilder } from '../../graph';
import type { Direction } from './direction';
import { genericTyping } from './prune';
import type { When } from './shapes';
import { type Equation, variablesOf } from './term';
import { axesFor } from './verify';
import { writeTerm } from './write';

/** The equation of a direction in its own names, with the right side that its condition speaks of. */
export function claimOf({ from, to, equation }: Direction): Equation & { readonly when: When } {
  const isStored = equation.when !== 'right-ungrouped' || equation.left.text === from.text;
  return { ...(isStored ? { left: from, right: to } : { left: to, right: from }), when: equation.when };
}

/** What a direction rewrites, as a model with inputs of different sizes; null where no small sizes fit it. */
export function sampleOf(direction: Direction): Graph | null {
  const claim = claimOf(direction);
  const typing = genericTyping(claim, claim.when);
  if (typing === null) return null;
  const g = graphBuilder({ opset: 17 });
  const { from } = direction;
  const inputs = new Map(variablesOf(from).map((name) => [name, must(typing.get(name), name)]));
  const result = writeTerm(
    from,
    inputs,
    {
      input: (name, shape) => g.input(name, 'float32', shape),
      op: (type, args, attrs) => g.op(type, args, attrs),
    },
    { axes: axesFor(from), conv: { pads: [1, 1, 1, 1] } },
  );
  g.output('result', result);
  return g.build();
}
