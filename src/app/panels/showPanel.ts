import { setView, type Tab } from '../stores/view';
import { prefersStillness } from '../theme';

/** Turns to a tab of the panel; where the panel stands below everything else, it is brought into view too. */
export function showPanel(tab: Tab): void {
  setView({ tab });
  const panel = document.querySelector('.workbench .side');
  if (panel === null || panel.getBoundingClientRect().top < innerHeight - 120) return;
  panel.scrollIntoView({ block: 'start', behavior: prefersStillness() ? 'auto' : 'smooth' });
}
