import { beforeEach, describe, expect, it } from 'vitest';
import { redo, undo, useUndo } from '../session/undo';
import { getDreamTab, setDreamTab } from './state';
import { steer } from './steer';

describe('steer', () => {
  beforeEach(() => {
    useUndo.setState({ past: [], future: [] });
    setDreamTab({ start: 'a', path: [], chosen: 2, at: 1 });
  });
  const path = [{ rule: 1, site: 0 }];

  it('is taken back to the dream that was followed, and done again', async () => {
    steer('Steer the dream', { path, chosen: 0, at: 2 });
    expect(getDreamTab()).toMatchObject({ path, chosen: 0, at: 2 });
    await undo();
    expect(getDreamTab()).toMatchObject({ path: [], chosen: 2, at: 1 });
    await redo();
    expect(getDreamTab()).toMatchObject({ path, chosen: 0, at: 2 });
  });

  it('leaves the dreams of another graph alone', async () => {
    steer('Steer the dream', { path, chosen: 0, at: 2 });
    setDreamTab({ start: 'b', path: [], chosen: 1, at: null });
    await undo();
    expect(getDreamTab()).toMatchObject({ start: 'b', path: [], chosen: 1, at: null });
  });
});
