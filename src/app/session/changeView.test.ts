import { beforeEach, describe, expect, it } from 'vitest';
import { getSession } from '../stores/session';
import { getView, setView } from '../stores/view';
import { changeView } from './changeView';
import { redo, undo, useUndo } from './undo';

describe('changeView', () => {
  beforeEach(() => {
    useUndo.setState({ past: [], future: [] });
    setView({ overlay: 'family', constants: false });
  });

  it('takes back one choice at a time, and makes it again', async () => {
    changeView('Colour by multiply-adds', { overlay: 'macs' });
    changeView('Show constants', { constants: true });
    await undo();
    expect(getView()).toMatchObject({ overlay: 'macs', constants: false });
    expect(getSession().notice).toBe('Undone: Show constants');
    await undo();
    expect(getView().overlay).toBe('family');
    await redo();
    expect(getView()).toMatchObject({ overlay: 'macs', constants: false });
  });

  it('takes no note of what changes nothing', () => {
    changeView('Colour by kind of operator', { overlay: 'family' });
    expect(useUndo.getState().past).toEqual([]);
  });
});
