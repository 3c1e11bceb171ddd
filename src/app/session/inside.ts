import type { ViewNode } from '../../workers/session/protocol';
import { getSession } from '../stores/session';
import { getView, setView, type ViewState } from '../stores/view';
import { pause, showStep } from './steps';
import { did } from './undo';

/** Where one is in the model, and what is chosen there. */
type Place = Pick<ViewState, 'inside' | 'selected'> & { readonly step: number };

async function show({ inside, selected, step }: Place): Promise<void> {
  pause();
  // The way leads through the graph of that step.
  if (getSession().step !== step) await showStep(step);
  setView({ inside, selected });
  await showStep(step);
}

/** Goes to a place in a way that can be taken back. */
async function move(label: string, to: Omit<Place, 'step'>): Promise<void> {
  const { step } = getSession();
  const { inside, selected } = getView();
  const before = { inside, selected, step };
  const after = { ...to, step };
  did({ label, undo: () => show(before), redo: () => show(after) });
  await show(after);
}

/** Shows a subgraph of a node instead of the graph around it. */
export async function enterSubgraph(node: ViewNode, attr: string): Promise<void> {
  const label = `${node.op} ${attr}`;
  const inside = [...getView().inside, { node: node.id, attr, label }];
  await move(`Enter ${label}`, { inside, selected: null });
}

/** Shows the subgraph at the end of a way, and in it a node. */
export async function goInside(inside: ViewState['inside'], selected: string): Promise<void> {
  await move(inside.length === 0 ? 'Leave the subgraph' : 'Enter a subgraph', { inside, selected });
}

/** Goes back out until `depth` subgraphs are left around what is shown; 0 is the model itself. */
export async function leaveSubgraphs(depth: number): Promise<void> {
  const { inside } = getView();
  if (depth >= inside.length) return;
  // The node that was entered is chosen again, so that one sees where one was.
  await move('Leave the subgraph', {
    inside: inside.slice(0, depth),
    selected: inside[depth]?.node ?? null,
  });
}
