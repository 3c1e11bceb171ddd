import { expect, it } from 'vitest';
import type { HostTensor } from '../../bench';
import { graphBuilder } from '../../graph';
import { fittingInputs } from './fittingInputs';
import type { OpenedModel } from './protocol';
import { tellUnused } from './tellUnused';

const g = graphBuilder();
const [x, mask] = [g.input('x', 'float32', [2, 4]), g.input('mask', 'int64', [2, 4])];
g.output('y', g.op('Mul', [x, g.op('Cast', [mask], { to: 1 })]));
const graph = g.build();

const tensor = (dtype: HostTensor['dtype'], shape: readonly number[]): HostTensor => ({
  dtype,
  shape,
  bytes: new Uint8Array(),
});

it('keeps a person’s inputs that have the type and the dimensions of the graph’s', () => {
  const given = (name: string, one: HostTensor) => [...fittingInputs(new Map([[name, one]]), graph).keys()];
  expect(given('x', tensor('float32', [2, 4]))).toEqual(['x']);
  expect(given('x', tensor('float32', [8, 4]))).toEqual([]);
  expect(given('x', tensor('float32', [2, 4, 1]))).toEqual([]);
  expect(given('mask', tensor('int32', [2, 4]))).toEqual([]);
  expect(given('gone', tensor('float32', [2, 4]))).toEqual([]);
});

it('says which do not fit', () => {
  const about = { problems: [] } as unknown as OpenedModel;
  const inputs = new Map([
    ['x', tensor('float32', [8, 4])],
    ['mask', tensor('int64', [2, 4])],
  ]);
  const { problems } = tellUnused(about, inputs, graph);
  expect(problems.map(({ message }) => message)).toEqual([
    'Your test input for x does not fit these dimensions; generated numbers take its place.',
  ]);
  expect(tellUnused(about, new Map(), graph)).toBe(about);
});
