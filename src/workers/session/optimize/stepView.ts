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
    ...(step.startMs === undefined ? {} : { startMs: step.startMs }),
    imagined: step.imagined,
    estimated: step.estimated,
    measured: step.measured,
    verified: step.verified,
    ...changes(before, step.graph),
  };
}

/** The nodes that a step took away and brought; ids are never reused, so looking is enough. */
function changes(before: Graph, after: Graph): Required<Pick<StepView, 'removed' | 'added' | 'ops'>> {
  const removed = [...before.nodes()].filter((node) => after.findNode(node.id) === null);
  const added = [...after.nodes()].filter((node) => before.findNode(node.id) === null);
  const ops = (nodes: typeof removed) => nodes.map(({ op }) => op).filter((op) => op !== 'Constant');
  return {
    removed: removed.map(({ id }) => nodeKey(id)),
    added: added.map(({ id }) => nodeKey(id)),
    ops: { before: ops(removed), after: ops(added) },
  };
}
