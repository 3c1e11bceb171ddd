import { afterEach, beforeEach, expect, it } from 'vitest';
import type { OpenedModel } from '../../workers/session/protocol';
import { getSession, initialSession, setSession } from '../stores/session';
import { did, redo, undo, useUndo } from './undo';

/** Something whose undoing and redoing take until `finish` is called. */
function slow(label: string) {
  let resolve = (): void => undefined;
  const wait = (): Promise<void> =>
    new Promise((done) => {
      resolve = () => done();
    });
  return { deed: { label, undo: wait, redo: wait }, finish: () => resolve() };
}

const quick = (label: string) => ({ label, undo: async () => undefined, redo: async () => undefined });
const begun = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));
const labels = () => {
  const { past, future } = useUndo.getState();
  return { past: past.map(({ label }) => label), future: future.map(({ label }) => label) };
};

beforeEach(() => setSession({ ...initialSession, model: { sha256: 'a' } as OpenedModel }));
afterEach(() => setSession(initialSession));

it('what is done while something is taken back can be taken back itself', async () => {
  const { deed, finish } = slow('Rewrite');
  did(quick('Fold'));
  did(deed);
  const undone = undo();
  await begun();
  did(quick('Colour'));
  finish();
  await undone;
  expect(labels()).toEqual({ past: ['Fold', 'Colour'], future: [] });
});

it('what is done while something is done again comes after it', async () => {
  const { deed, finish } = slow('Rewrite');
  useUndo.setState({ past: [quick('Fold')], future: [deed, quick('Later')] });
  const redone = redo();
  await begun();
  did(quick('Colour'));
  finish();
  await redone;
  expect(labels()).toEqual({ past: ['Fold', 'Rewrite', 'Colour'], future: [] });
});

it('a history that was forgotten meanwhile does not come back', async () => {
  const { deed, finish } = slow('Rewrite');
  did(quick('Fold'));
  did(deed);
  const undone = undo();
  await begun();
  setSession({ model: { sha256: 'b' } as OpenedModel });
  finish();
  await undone;
  expect(labels()).toEqual({ past: [], future: [] });
  expect(getSession().notice).toBeNull();
});

it('one after the other, undo and redo move what was done between both', async () => {
  did(quick('Fold'));
  did(quick('Colour'));
  await undo();
  expect(labels()).toEqual({ past: ['Fold'], future: ['Colour'] });
  await undo();
  await redo();
  expect(labels()).toEqual({ past: ['Fold'], future: ['Colour'] });
  expect(getSession().notice).toBe('Done again: Fold');
});
