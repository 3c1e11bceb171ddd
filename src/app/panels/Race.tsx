import { plural, ratio } from '../format';
import { agentsRun, ownRun, type Rival } from '../session/rival';
import { useSession } from '../stores/session';

/** A person's own run and the agent's against each other, whichever came first. */
export function Race() {
  const rival = useSession((s) => s.rival);
  const steps = useSession((s) => s.steps);
  const result = useSession((s) => s.result);
  const running = useSession((s) => s.running);
  if (rival === null) return null;
  if (rival.who === 'you')
    return (
      <p className="race" role="status">
        You reached <Reached run={rival} /> after {plural(rival.rewrites, 'rewrite')};{' '}
        {result !== null ? (
          <>
            the agent <Reached run={agentsRun(result)} /> after {plural(result.steps.length, 'rewrite')}.
          </>
        ) : running ? (
          'the agent is at work.'
        ) : (
          'the agent has no result.'
        )}
      </p>
    );
  const own = ownRun(steps);
  return (
    <p className="race" role="status">
      The agent reached <Reached run={rival} />
      {own !== null && (
        <>
          , you <Reached run={own} /> after {plural(own.rewrites, 'rewrite')}
        </>
      )}
      .
    </p>
  );
}

/** How far a run came, and by whose word. */
function Reached({ run: { ratio: value, kind, who } }: { run: Rival }) {
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
    </>
  );
}
