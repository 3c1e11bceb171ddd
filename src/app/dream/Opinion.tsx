import { useRef } from 'react';
import { change } from '../format';
import { useAsked } from '../panels/useAsked';
import { worldModelVersion } from '../session/worldModel';
import { useSession } from '../stores/session';
import { useWorldModel } from '../stores/worldModel';
import { type Opinions, opinionsOnce } from './agentOdds';
import { stateName } from './useObserved';

/** What the world model thinks that a legal rewrite would do to the runtime, with its interval; or why it has no opinion. */
export default function Opinion({ move }: { move: { readonly rule: number; readonly site: number } }) {
  const name = useSession(stateName);
  const running = useSession((s) => s.running || s.measuring !== null);
  const version = useWorldModel((s) => worldModelVersion(s));
  const key = name === null ? null : `${name} ${version}`;
  const asked = useAsked(running ? null : key, () => opinionsOnce(key ?? ''));
  // While the clock runs nothing is asked; what was said before still holds.
  const said = useRef<{ readonly key: string; readonly value: Opinions } | null>(null);
  if (key !== null && asked.value !== null && !asked.stale) said.current = { key, value: asked.value };
  if (asked.error !== null && !asked.stale)
    return (
      <span className="opinion faint">
        No imagined figure: {asked.error.message} <code>{asked.error.code}</code>
      </span>
    );
  const known = said.current?.key === key ? said.current?.value : undefined;
  const option = known?.options.find(({ rule, site }) => rule === move.rule && site === move.site);
  if (option === undefined) {
    return known === undefined && !running ? (
      <span className="opinion faint">Asking the world model</span>
    ) : null;
  }
  return (
    <span className="opinion imagined">
      {change(option.factor)} imagined{' '}
      <span className="faint">
        ({change(option.low)} to {change(option.high)})
      </span>
    </span>
  );
}
