import { createRandom, type Random } from '../core';
import type { Action, Environment } from '../env/environment';
import { Candidates } from './candidates';
import { type Clock, createClock } from './clock';
import { expand } from './expand';
import { drawAction } from './randomPlay';
import { type Path, type Search, type SearchOptions, type SearchResult, startOf } from './search';

export interface TreeSearchSettings {
  /** Weight of trying what was tried little. */
  readonly exploration: number;
  /** Longest random play behind a leaf. */
  readonly rollout: number;
  /** It has converged after this many plays without a cheaper state. */
  readonly patience: number;
}

const standard: TreeSearchSettings = { exploration: 1, rollout: 24, patience: 3000 };

interface TreeNode<S> {
  readonly path: Path<S>;
  readonly parent: TreeNode<S> | null;
  /** Actions that were not tried yet, in random order; null until the node is first expanded. */
  untried: Action[] | null;
  readonly children: TreeNode<S>[];
  visits: number;
  /** Largest log speed-up that was met below. */
  gain: number;
  /** Nothing new can be found below. */
  exhausted: boolean;
}

/**
 * Monte-Carlo tree search for one player in a world without chance (Schadd et al. 2008): what counts of a branch is the
 * best that was met in it. Each graph has one place in the tree; a branch whose every graph was visited is closed, so
 * that small graphs are searched completely.
 */
export function treeSearch(settings: Partial<TreeSearchSettings> = {}): Search {
  return async (env, options) => {
    const clock = createClock(options);
    const random = createRandom(options.seed).fork('tree');
    const start = startOf(env);
    type S = typeof start.state;
    const tree: Tree<S> = {
      ...standard,
      ...settings,
      env,
      options,
      clock,
      random,
      start,
      seen: new Set([env.key(start.state)]),
      candidates: new Candidates(env, start, 8),
      engineSteps: 0,
      scale: 0.01,
      best: start.cost,
    };
    const root = leafOf(start, null);
    const legal = drawAction(env.counts(start.state), random) !== null;
    for (let stale = 0; stale < tree.patience && !root.exhausted; stale++) {
      if (await clock.tick()) break;
      const before = tree.best;
      await playOnce(tree, root);
      if (tree.best < before) {
        stale = -1;
        options.onProgress?.(tree.best, tree.engineSteps);
      }
    }
    const stopReason = clock.reason() ?? (legal ? 'converged' : 'nothing-legal');
    const result: SearchResult<S> = {
      candidates: tree.candidates.list(),
      stopReason,
      engineSteps: tree.engineSteps,
    };
    return result;
  };
}

interface Tree<S> extends TreeSearchSettings {
  readonly env: Environment<S>;
  readonly options: SearchOptions;
  readonly clock: Clock;
  readonly random: Random;
  readonly start: Path<S>;
  readonly seen: Set<string>;
  readonly candidates: Candidates<S>;
  engineSteps: number;
  /** The largest gain so far: gains are judged relative to it. */
  scale: number;
  best: number;
}

const leafOf = <S>(path: Path<S>, parent: TreeNode<S> | null): TreeNode<S> => ({
  path,
  parent,
  untried: null,
  children: [],
  visits: 0,
  gain: Number.NEGATIVE_INFINITY,
  exhausted: false,
});

async function playOnce<S>(tree: Tree<S>, root: TreeNode<S>): Promise<void> {
  let node = root;
  for (;;) {
    node.untried ??= actionsOf(tree, node.path);
    // Progressive widening: a branch is tried more deeply before it is tried more broadly.
    const broad = node.children.filter(({ exhausted }) => !exhausted).length;
    if (node.untried.length > 0 && broad <= Math.sqrt(node.visits)) {
      const child = grow(tree, node);
      if (child === null) {
        if (await tree.clock.tick()) return;
        continue;
      }
      node = child;
      break;
    }
    const next = pick(tree, node);
    if (next === null) {
      if (node.untried.length > 0) {
        const child = grow(tree, node);
        if (child === null) {
          if (await tree.clock.tick()) return;
          continue;
        }
        node = child;
        break;
      }
      node.exhausted = true;
      break;
    }
    node = next;
  }
  const gain = node.exhausted ? node.gain : await rollOut(tree, node.path);
  tree.scale = Math.max(tree.scale, gain);
  for (let at: TreeNode<S> | null = node; at !== null; at = at.parent) {
    at.visits++;
    at.gain = Math.max(at.gain, gain);
    at.exhausted ||= at.untried?.length === 0 && at.children.every(({ exhausted }) => exhausted);
  }
}

function actionsOf<S>({ env, options, random }: Tree<S>, path: Path<S>): Action[] {
  if (path.depth >= options.maxDepth) return [];
  const actions = [...expand(env, path.state)];
  for (let i = actions.length - 1; i > 0; i--) {
    const j = random.int(i + 1);
    const kept = actions[i] as Action;
    actions[i] = actions[j] as Action;
    actions[j] = kept;
  }
  return actions;
}

/** The child of the next untried action; null where that is refused or leads to a graph that has its place already. */
function grow<S>(tree: Tree<S>, node: TreeNode<S>): TreeNode<S> | null {
  const action = node.untried?.pop();
  if (action === undefined) return null;
  const path = stepOn(tree, node.path, action);
  if (path === null) return null;
  const key = tree.env.key(path.state);
  if (tree.seen.has(key)) return null;
  tree.seen.add(key);
  const child = leafOf(path, node);
  node.children.push(child);
  return child;
}

function stepOn<S>(tree: Tree<S>, from: Path<S>, action: Action): Path<S> | null {
  const state = tree.env.step(from.state, action);
  tree.engineSteps++;
  if (state === null) return null;
  const path = { state, cost: tree.env.cost(state), depth: from.depth + 1, action, parent: from };
  tree.candidates.offer(path);
  tree.best = Math.min(tree.best, path.cost);
  return path;
}

function pick<S>({ exploration, scale }: Tree<S>, node: TreeNode<S>): TreeNode<S> | null {
  let best: TreeNode<S> | null = null;
  let highest = Number.NEGATIVE_INFINITY;
  for (const child of node.children) {
    if (child.exhausted) continue;
    const worth =
      child.gain / scale + exploration * Math.sqrt(Math.log(1 + node.visits) / Math.max(1, child.visits));
    if (worth > highest) {
      highest = worth;
      best = child;
    }
  }
  return best;
}

/** The largest log speed-up over the start that a random play from here meets. */
async function rollOut<S>(tree: Tree<S>, from: Path<S>): Promise<number> {
  const { env, random, options, clock, start } = tree;
  let at = from;
  let lowest = from.cost;
  for (let step = 0; step < tree.rollout && at.depth < options.maxDepth; step++) {
    if (await clock.tick()) break;
    const action = drawAction(env.counts(at.state), random);
    const next = action === null ? null : stepOn(tree, at, action);
    if (next === null) break;
    at = next;
    lowest = Math.min(lowest, at.cost);
  }
  return Math.log(start.cost / lowest);
}
