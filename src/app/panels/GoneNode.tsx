import type { ViewNode } from '../../workers/session/protocol';
import { Glyph } from '../canvas/Cards';
import { familyNames } from '../canvas/families';
import { count, percent } from '../format';
import { goTo } from '../session/steps';
import { useSession } from '../stores/session';
import { Deselect } from './Deselect';
import { Facts } from './Facts';

/** A node of an earlier graph that the present one no longer has: what it was, and which rewrite took it out. */
export function GoneNode({ node }: { node: ViewNode }) {
  const by = useSession((s) => s.steps.find(({ removed }) => removed.includes(node.id)) ?? null);
  return (
    <div className="details" data-family={node.family}>
      <div className="details-head">
        <Glyph family={node.family} />
        <h3>{node.op}</h3>
        <span className="chip">removed</span>
        <Deselect />
      </div>
      {node.name !== '' && <p className="full-name mono">{node.name}</p>}
      <Facts
        rows={[
          ['Kind', familyNames[node.family]],
          ['Shape', node.shape],
          node.share === null ? null : ['Share of the original’s runtime', percent(node.share)],
          node.macs > 0 ? ['Multiply-adds', count(node.macs)] : null,
          by === null ? null : ['Removed by', `Step ${by.step}: ${by.title.replace(/\.$/, '')}`],
        ]}
      />
      {by !== null && (
        <button type="button" className="button" onClick={() => goTo(by.step - 1)}>
          Show it before step {by.step}
        </button>
      )}
    </div>
  );
}
