import { type Leaving, setView } from '../stores/view';
import { unsaved } from './unsaved';

/** Does it at once, or asks first where work would be lost that is nowhere else. */
export function askBefore(leaving: Leaving): void {
  if (unsaved().length > 0) setView({ leaving });
  else leaving.go();
}

/** The browser asks in its own words where the page is left: a reload, a closed tab, the way back. */
export function guardPage(): void {
  addEventListener('beforeunload', (event) => {
    if (unsaved().length > 0) event.preventDefault();
  });
}
