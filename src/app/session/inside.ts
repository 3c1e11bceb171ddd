import type { ViewNode } from '../../workers/session/protocol';
import { getSession } from '../stores/session';
import { getView, setView } from '../stores/view';
import { pause, showStep } from './steps';

/** Shows a subgraph of a node instead of the graph around it. */
export async function enterSubgraph(node: ViewNode, attr: string): Promise<void> {
  pause();
  const label = `${node.op} ${attr}`;
  setView({ inside: [...getView().inside, { node: node.id, attr, label }], selected: null });
  await showStep(getSession().step);
}

/** Goes back out until `depth` subgraphs are left around what is shown; 0 is the model itself. */
export async function leaveSubgraphs(depth: number): Promise<void> {
  const { inside } = getView();
  if (depth >= inside.length) return;
  // The node that was entered is chosen again, so that one sees where one was.
  setView({ inside: inside.slice(0, depth), selected: inside[depth]?.node ?? null });
  await showStep(getSession().step);
}
