import { expect, it } from 'vitest';
import { loaded, noteLoading, useLoading } from './loading';

const progress = (done: number, total: number) =>
  ({ phase: 'loading-runtime', message: `${done} of ${total} MB`, done, total, secondsLeft: null }) as const;
const text = () => useLoading.getState().text;

it('tells of megabytes until all of them are there, or the runtime answers', () => {
  noteLoading(progress(3, 13));
  expect(text()).toBe('3 of 13 MB');
  noteLoading(progress(13, 13));
  expect(text()).toBeNull();
  // A server that does not say how many there are.
  noteLoading(progress(13, 0));
  expect(text()).toBe('13 of 0 MB');
  loaded();
  expect(text()).toBeNull();
});

it('is about the runtime alone', () => {
  noteLoading({ ...progress(1, 2), phase: 'measuring' });
  expect(text()).toBeNull();
});
