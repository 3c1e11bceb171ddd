import { must } from '../../core';
import type { Cases, RuleCases } from '../prove/case';
import type { Draft } from '../prove/draft';
import type { Direction } from './direction';
import { inPlay } from './index';
import { claimOf } from './sample';
import { type Axes, imageAxes, matrixAxes, type Shape } from './shapes';
import { numberNames, variablesOf } from './term';
import { typingsOf } from './verify';
import { writeTerm } from './write';

type Sizes = ReadonlyMap<string, Shape>;

/** Every assignment of small sizes at which a direction was proved on its own, counted once. */
function sizesOf(direction: Direction): () => readonly Sizes[] {
  let known: readonly Sizes[] | null = null;
  return () => {
    if (known === null) {
      const claim = claimOf(direction);
      known = [...typingsOf(claim, claim.when, direction.world === 'image' ? imageAxes : matrixAxes)];
    }
    return known;
  };
}

/** One of these assignments for the inputs of the left side, changed as a class wants it. */
function draw(
  { from }: Direction,
  sizes: () => readonly Sizes[],
  d: Draft,
  change: (shape: Shape) => Shape,
  axes: Axes,
): void {
  const chosen = d.pick(...sizes());
  const numbers = numberNames(from);
  const inputs = new Map(
    variablesOf(from).map((name) => {
      const shape = must(chosen.get(name), name);
      return [name, numbers.has(name) ? d.pick<Shape>([], [1]) : change(shape)];
    }),
  );
  const conv = {
    strides: [d.size(1, 2), d.size(1, 2)],
    pads: [d.size(0, 1), d.size(0, 2), d.size(0, 1), d.size(0, 1)],
    dilations: [d.size(1, 2), 1],
  };
  const writer = {
    input: (_: string, shape: readonly number[]) => (d.coin() ? d.x(shape) : d.w(shape)),
    op: (type: string, args: Parameters<Draft['op']>[1], attrs: Parameters<Draft['op']>[2]) =>
      d.op(type, args, attrs),
  };
  d.out(writeTerm(from, inputs, writer, { axes, conv }));
}

const same = (shape: Shape): Shape => shape;

function casesOf(direction: Direction): RuleCases {
  const sizes = sizesOf(direction);
  const small = (axes: Axes) => (d: Draft) => draw(direction, sizes, d, same, axes);
  switch (direction.world) {
    case 'image':
      return {
        why: 'Images and kernels of every small size that fits, with the strides, pads and dilations drawn; more channels or pixels add terms of the same kind to an element.',
        classes: { images: small(imageAxes) },
      };
    case 'matrix':
      return {
        why: 'Matrices of every small size that fits, and batches of them where some operands are one matrix for the whole batch; larger sizes add terms of the same kind to an element.',
        classes: {
          matrices: small(matrixAxes),
          batches: (d) => {
            const batch = d.shape(d.size(1, 2), 1, 3);
            draw(direction, sizes, d, (shape) => (d.coin() ? shape : [...batch, ...shape]), matrixAxes);
          },
        },
      };
    case 'free':
      return {
        why: 'Two axes in either order among others: every place along the others is a matrix of its own.',
        classes: {
          matrices: small(matrixAxes),
          'other axes': (d) => {
            const [before, between, behind] = [
              d.shape(d.size(0, 1), 1, 2),
              d.shape(d.size(0, 1), 1, 2),
              d.shape(d.size(0, 1), 1, 2),
            ];
            const isSwapped = d.coin();
            const places = [before.length, before.length + 1 + between.length] as const;
            const axes: Axes = () => (isSwapped ? [places[1], places[0]] : places);
            const spread = (shape: Shape): Shape => {
              const [p = 1, q = 1] = isSwapped ? shape.toReversed() : shape;
              return [...before, p, ...between, q, ...behind];
            };
            draw(direction, sizes, d, spread, axes);
          },
        },
      };
    default:
      return {
        why: 'Element by element, with operands that broadcast.',
        classes: {
          equal: small(matrixAxes),
          broadcast: (d) => {
            const whole = d.shape(3);
            draw(direction, sizes, d, () => d.narrower(whole), matrixAxes);
          },
        },
      };
  }
}

/** What the rules that are in play are proved on, as rules of the engine, beside the proof of their equations. */
export const discoveredCases: Cases = Object.fromEntries(
  inPlay.map((direction) => [direction.name, casesOf(direction)]),
);
