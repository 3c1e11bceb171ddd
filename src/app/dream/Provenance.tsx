import type { Fan, LoadedWorldModel } from '../../workers/dream/protocol';
import { time } from '../format';
import { useSession } from '../stores/session';
import { useWorldModel } from '../stores/worldModel';

const choosers = {
  predictions: 'moves chosen by what the model predicts of the next step',
  policy: 'moves chosen by the trained agent',
} as const;

/** How many dreams in which time, and whose they are. */
export function Provenance({ info, fan }: { info: LoadedWorldModel; fan: Fan }) {
  const origin = useWorldModel((s) => (s.kind === info.kind ? s.origin : 'pretrained'));
  const name = useSession((s) => s.model?.name.replace(/\.onnx$/i, '') ?? '');
  const known = origin === 'trained here' || info.trainedOn.includes(name);
  return (
    <p className="faint dream-origin">
      {fan.rollouts.length} dreams, {fan.imagined} imagined steps in {time(fan.ms)} ({info.backend});{' '}
      {choosers[info.chooser]}. {info.kind}, {origin}
      {info.trainedOn.length > 0 &&
        (known ? ', has seen this model' : ', has never seen this model: trust it less')}
      .
    </p>
  );
}
