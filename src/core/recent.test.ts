import { expect, it } from 'vitest';
import { Recent } from './recent';

it('tells the oldest to let go once there are more than fit', () => {
  const gone: number[] = [];
  const recent = new Recent<{ readonly id: number }>(2, ({ id }) => gone.push(id));
  const items = [0, 1, 2, 3].map((id) => ({ id }));
  for (const item of items) recent.add(item);
  expect(gone).toEqual([0, 1]);
});

it('does not take from what has just been made again', () => {
  const gone: object[] = [];
  const recent = new Recent<object>(1, (old) => gone.push(old));
  const item = {};
  recent.add(item);
  recent.add(item);
  expect(gone).toEqual([]);
});
