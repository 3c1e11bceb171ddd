import { did } from '../session/undo';
import { setView } from '../stores/view';
import { type DreamTabState, getDreamTab, setDreamTab } from './state';

type Course = Pick<DreamTabState, 'kind' | 'path' | 'chosen' | 'at'>;

/** Takes a dream another way, so that it can be taken back while the graph that it began at is in view. */
export function steer(label: string, course: Partial<Course>): void {
  const { start, kind, path, chosen, at } = getDreamTab();
  const before = { kind, path, chosen, at };
  const after = { ...before, ...course };
  setDreamTab(after);
  const show = async (one: Course): Promise<void> => {
    // Where another graph is in view its dreams have no such way: it is gone already.
    if (getDreamTab().start !== start) return;
    setDreamTab(one);
    setView({ tab: 'dream' });
  };
  did({ label, undo: () => show(before), redo: () => show(after) });
}
