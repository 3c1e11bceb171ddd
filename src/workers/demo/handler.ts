// From their files rather than the rooms' indices: the first view of the page must not load the whole engine.
import { CodedError } from '../../core';
import { decodeModel, dynamicDims, type Graph, inferGraph, specialise } from '../../graph';
import { applySite, isRefusal } from '../../transforms/apply';
import { createMatcher } from '../../transforms/matcher';
import type { Rule, Target } from '../../transforms/rule';
import { dropKeyBias } from '../../transforms/rules/drop-key-bias';
import { mergeAddends } from '../../transforms/rules/merge-addends';
import { moveSliceBeforeElementwise } from '../../transforms/rules/move-slice-before-elementwise';
import { moveSliceBeforeLayerNormalization } from '../../transforms/rules/move-slice-before-layer-normalization';
import { moveSliceBeforeMatmul } from '../../transforms/rules/move-slice-before-matmul';
import { moveSliceBeforeReshape } from '../../transforms/rules/move-slice-before-reshape';
import { moveSliceBeforeSoftmax } from '../../transforms/rules/move-slice-before-softmax';
import { moveSliceBeforeTranspose } from '../../transforms/rules/move-slice-before-transpose';
import { shareCommonSubexpressions } from '../../transforms/rules/share-common-subexpressions';
import { turnGatherIntoSlice } from '../../transforms/rules/turn-gather-into-slice';
import type { Site } from '../../transforms/site';
import { nodeKey, viewOf } from '../session/view';
import type { DemoMethods, DemoState } from './protocol';

/** Kinds of rewrite that the demonstration likes to show, the most telling first. */
const taste: readonly (readonly Rule[])[] = [
  [turnGatherIntoSlice],
  [shareCommonSubexpressions],
  [
    moveSliceBeforeElementwise,
    moveSliceBeforeLayerNormalization,
    moveSliceBeforeMatmul,
    moveSliceBeforeReshape,
    moveSliceBeforeSoftmax,
    moveSliceBeforeTranspose,
  ],
  [dropKeyBias],
  [mergeAddends],
];
const rules = taste.flat();
const target: Target = { provider: 'wasm', standardOpsOnly: false };

/** Rewrites one model, each step legal and real, always by what it likes best. */
export function createDemoHandler(): DemoMethods {
  const matcher = createMatcher(rules, target);
  let graph: Graph | null = null;
  const state = (now: Graph, title: string | null, added: readonly string[]): DemoState => ({
    view: viewOf(now, 0, new Map()),
    title,
    added,
  });
  return {
    open: async ({ bytes }) => {
      const decoded = inferGraph(decodeModel(bytes));
      const dims = Object.fromEntries(dynamicDims(decoded).map((dim) => [dim.name, dim.suggested]));
      graph = specialise(decoded, { dims, keepOutputs: null });
      return state(graph, null, []);
    },
    next: async () => {
      if (graph === null) throw new CodedError('WORKER_FAILED', 'no model is open');
      const site = favourite([...matcher.matchAll(graph).all()]);
      if (site === null) return null;
      const applied = applySite(rules, graph, site, target);
      if (isRefusal(applied)) return null;
      const before = graph;
      graph = applied.graph;
      const added = [...graph.nodes()].filter(({ id }) => before.findNode(id) === null);
      return state(
        graph,
        rules[site.rule]?.title ?? null,
        added.map(({ id }) => nodeKey(id)),
      );
    },
  };
}

/** Of what is liked best, the latest node first: what has just moved goes on moving. */
function favourite(sites: readonly Site[]): Site | null {
  for (const liked of taste) {
    const [best] = sites
      .filter(({ rule }) => liked.some((one) => one === rules[rule]))
      .sort((a, b) => b.anchor - a.anchor);
    if (best !== undefined) return best;
  }
  return null;
}
