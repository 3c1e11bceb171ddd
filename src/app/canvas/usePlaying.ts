import { useSession } from '../stores/session';
import { useView } from '../stores/view';

/** Whether legal rewrites are lit on the canvas now: a person plays, no agent does, and the rules are about what is shown. */
export function usePlaying(): boolean {
  const byHand = useView((s) => s.byHand);
  const agent = useSession((s) => s.running);
  const inside = useSession((s) => s.view?.inside !== undefined);
  return byHand && !agent && !inside;
}
