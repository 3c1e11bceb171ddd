import type { Overlay } from '../stores/view';

/** Why nothing is coloured by an overlay, in words for the legend. */
export function overlayWords(overlay: Overlay, pending: boolean, inside: boolean): string {
  switch (overlay) {
    case 'runtime':
      return 'this step has not been timed';
    case 'macs':
      return 'nothing here multiplies';
    case 'bytes':
      return 'the sizes are not known';
    case 'legal':
      if (inside) return 'rewrites are about the model, not its subgraphs';
      return pending ? 'being looked for' : 'no rewrite applies';
    case 'agent':
      return pending ? 'the agent has not answered yet' : 'the agent would act nowhere';
    case 'gap':
      return 'nothing was both imagined and measured yet';
    default:
      return '';
  }
}
