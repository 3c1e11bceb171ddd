import { useAsked } from '../panels/useAsked';
import { useSession } from '../stores/session';
import { useWorldModel } from '../stores/worldModel';
import { opinions } from './agentOdds';
import { change } from './Choices';
import { stateName } from './useObserved';

/** What the world model thinks that a legal rewrite would do to the runtime; or why it has no opinion. */
export default function Opinion({ move }: { move: { readonly rule: number; readonly site: number } }) {
  const name = useSession(stateName);
  const running = useSession((s) => s.running || s.measuring !== null);
  const inUse = useWorldModel((s) => s.checkpoint);
  const { value, error, stale } = useAsked(
    name === null || running ? null : `${name} ${inUse === null ? '' : inUse.length}`,
    opinions,
  );
  if (error !== null)
    return (
      <span className="faint opinion" title={error.message}>
        no imagined figure: {error.code}
      </span>
    );
  if (value === null || stale) return null;
  const option = value.options.find(({ rule, site }) => rule === move.rule && site === move.site);
  if (option === undefined) return null;
  return (
    <span className="imagined opinion" title="What the world model thinks it does to the runtime">
      {change(option.factor)} imagined
    </span>
  );
}
