import { askBefore } from './askBefore';
import { closeModel } from './close';

/** Goes back to the start page; asks first where work would be lost that is nowhere else. */
export const requestClose = (): void => askBefore({ label: 'Close the model', go: closeModel });
