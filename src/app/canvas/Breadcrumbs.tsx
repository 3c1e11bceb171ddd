import { ChevronRight } from 'lucide-react';
import { leaveSubgraphs } from '../session/inside';
import { useSession } from '../stores/session';
import { useView } from '../stores/view';

/** Where one is inside the model, and the way back out. */
export function Breadcrumbs() {
  const inside = useView((s) => s.inside);
  const name = useSession((s) => s.model?.name ?? '');
  if (inside.length === 0) return null;
  return (
    <nav className="breadcrumbs" aria-label="Subgraph">
      <ol>
        <li>
          <button type="button" className="button plain small" onClick={() => void leaveSubgraphs(0)}>
            <span className="cut">{name}</span>
          </button>
        </li>
        {inside.map(({ node, attr, label }, i) => (
          <li key={`${node} ${attr}`}>
            <ChevronRight size={13} aria-hidden="true" />
            <button
              type="button"
              className="button plain small"
              aria-current={i === inside.length - 1 ? 'location' : undefined}
              onClick={() => void leaveSubgraphs(i + 1)}
            >
              <span className="cut">{label}</span>
            </button>
          </li>
        ))}
      </ol>
    </nav>
  );
}
