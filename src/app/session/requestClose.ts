import { setView } from '../stores/view';
import { closeModel } from './close';
import { unsaved } from './unsaved';

/** Goes back to the start page; asks first where work would be lost that is nowhere else. */
export function requestClose(): void {
  if (unsaved().length > 0) setView({ closing: true });
  else closeModel();
}
