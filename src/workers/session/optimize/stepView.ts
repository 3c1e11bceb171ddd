import type { Graph } from '../../../graph';
import { rules } from '../../../transforms';
import type { StepView } from '../protocol';
import type { OpenModel, Step } from '../state';
import { nodeKey } from '../view';

/** The steps of a trace as the page shows them. */
export function stepViews(model: OpenModel): StepView[] {
  return model.steps.map((_, i) => stepView(model, i));
}

/** @param index 0-based index into the trace */
export function stepView(model: OpenModel, index: number): StepView {
  const step = model.steps[index] as Step;
  const before = index === 0 ? model.base : (model.steps[index - 1] as Step).graph;
  const rule = rules[step.site.rule];
  const anchor = before.findNode(step.site.anchor);
  return {
    step: index + 1,
    rule: rule?.name ?? '',
    title: rule?.title ?? '',
    family: rule?.family ?? '',
    site: nodeKey(step.site.anchor),
    place: anchor === null ? '' : anchor.name || anchor.op,
    summary: rule === undefined ? '' : `${rule.before} ⇒ ${rule.after}`,
    exactness: rule?.exactness ?? 'reals',
    imagined: step.imagined,
    estimated: step.estimated,
    measured: step.measured,
    verified: step.verified,
    ...changes(before, step.graph),
  };
}

/** Ids of the nodes that a step took away and brought; ids are never reused, so looking is enough. */
function changes(before: Graph, after: Graph): Pick<StepView, 'removed' | 'added'> {
  const removed: string[] = [];
  const added: string[] = [];
  for (const node of before.nodes()) if (after.findNode(node.id) === null) removed.push(nodeKey(node.id));
  for (const node of after.nodes()) if (before.findNode(node.id) === null) added.push(nodeKey(node.id));
  return { removed, added };
}
