import { plural, ratio } from '../format';
import { areApart, presentRun, type Rival } from '../session/rival';
import { targetWords } from '../share/words';
import { useSession } from '../stores/session';

/** A person's own run and the agent's against each other, whichever came first. */
export function Race() {
  const rival = useSession((s) => s.rival);
  const steps = useSession((s) => s.steps);
  const result = useSession((s) => s.result);
  const running = useSession((s) => s.running);
  if (rival === null) return null;
  const present = presentRun(rival, { steps, result });
  const apart = areApart(rival, present);
  if (rival.who === 'you')
    return (
      <p className="race" role="status">
        You reached <Reached run={rival} apart={apart} /> after {plural(rival.rewrites, 'rewrite')};{' '}
        {present !== null ? (
          <>
            the agent <Reached run={present} apart={apart} /> after {plural(present.rewrites, 'rewrite')}.
          </>
        ) : running ? (
          'the agent is at work.'
        ) : (
          'the agent has no result.'
        )}
      </p>
    );
  return (
    <p className="race" role="status">
      The agent reached <Reached run={rival} apart={apart} />
      {present !== null && (
        <>
          , you <Reached run={present} apart={apart} /> after {plural(present.rewrites, 'rewrite')}
        </>
      )}
      .
    </p>
  );
}

/** How far a run came, and by whose word; `apart`: on which target, as the other was on another. */
function Reached({ run: { ratio: value, kind, who, on }, apart }: { run: Rival; apart: boolean }) {
  if (value === null)
    return (
      <span className="faint">{who === 'agent' ? 'what the clock could not tell' : 'no figure yet'}</span>
    );
  const mark = kind === 'estimated' ? '≈' : kind === 'imagined' ? '~' : '';
  return (
    <>
      <span className={kind === 'unconfirmed' ? 'measured' : kind}>
        {mark}
        {ratio(value)}
      </span>{' '}
      {kind === 'unconfirmed' ? 'measured, not confirmed' : kind}
      {apart && on !== null && ` on ${targetWords(on)}`}
    </>
  );
}
