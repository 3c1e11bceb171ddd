import { Dialog } from 'radix-ui';
import { plural } from '../format';
import ConfirmFetch from '../gallery/ConfirmFetch';
import { Dim } from '../shell/Dim';
import { getSession } from '../stores/session';
import { lostBesides } from './lostBesides';
import { answerFetch, answerReplace } from './openTrace';
import { useShared } from './shared';
import { modelWords } from './words';

/** What a trace that comes in must ask first: whether it may replace a person's work, or fetch from another server. */
export default function Questions({ phase }: { phase: 'asking' | 'confirming' }) {
  const trace = useShared((s) => s.shared?.trace ?? null);
  if (trace === null) return null;
  if (phase === 'asking') return <ConfirmReplace what={modelWords(trace)} besides={lostBesides(trace)} />;
  const { source } = trace.model;
  if (source.kind !== 'url') return null;
  return <ConfirmFetch url={new URL(source.url)} onAnswer={(agreed) => void answerFetch(agreed)} />;
}

function ConfirmReplace({ what, besides }: { what: string; besides: readonly string[] }) {
  const { model, steps } = getSession();
  const name = model?.name ?? 'the open model';
  return (
    <Dialog.Root open onOpenChange={(open) => !open && void answerReplace(false)}>
      <Dialog.Portal>
        <Dim />
        <Dialog.Content className="dialog">
          <Dialog.Title>Open the shared trace?</Dialog.Title>
          <Dialog.Description>
            It is about {what}.{' '}
            {steps.length > 0 &&
              `The ${plural(steps.length, 'rewrite')} of ${name} that are on the page would go. `}
            {besides.length > 0 && `This would be lost: ${besides.join(', ')}.`}
          </Dialog.Description>
          <div className="form-foot">
            <Dialog.Close className="button">Keep mine</Dialog.Close>
            <button type="button" className="button primary" onClick={() => void answerReplace(true)}>
              Open the trace
            </button>
          </div>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
