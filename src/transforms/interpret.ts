import type { Graph, Node, NodeId, Value, ValueId } from '../graph';
import { Match } from './match';
import type { OpPattern, Pattern } from './pattern';
import type { Rule } from './rule';

/** The furthest a pattern got before it failed; kept only when somebody asks why. */
export interface NearMiss {
  /** How many nodes had matched. */
  progress: number;
  reason: string;
  node: NodeId | null;
  value: ValueId | null;
}

/** At most this many ways for a rule to match at one anchor are listed. */
const maxVariants = 32;

/** Every way in which a rule's roots match with `anchor` as the first; checks and sharing are the caller's business. */
export function interpret(rule: Rule, graph: Graph, anchor: Node, miss?: NearMiss): readonly Match[] {
  if (miss === undefined && !nodeFits(rule.anchor, graph, anchor)) return noMatch;
  const found: Match[] = [];
  matchRoots(rule, new State(graph, miss), [], [anchor], found);
  return found;
}

/** Matches the next root at each candidate and the further ones behind it; true once there are enough. */
function matchRoots(
  rule: Rule,
  state: State,
  roots: Node[],
  candidates: readonly Node[],
  found: Match[],
): boolean {
  const pattern = rule.roots[roots.length];
  if (pattern === undefined) return false;
  for (const node of candidates) {
    if (roots.includes(node)) continue;
    roots.push(node);
    const next = rule.roots[roots.length];
    const done = state.node(pattern, node, () => {
      if (next !== undefined) return matchRoots(rule, state, roots, state.candidates(next, roots), found);
      found.push(state.snapshot(roots));
      return found.length >= maxVariants;
    });
    roots.pop();
    if (done) return true;
  }
  return false;
}

const noMatch: readonly Match[] = [];
const nothing: ReadonlyMap<string, never> = new Map<string, never>();
const none: ReadonlySet<number> = new Set<number>();

const isCommutative = ({ commutative = false }: OpPattern, { op }: Node): boolean =>
  typeof commutative === 'boolean' ? commutative : commutative.includes(op);

/** A necessary condition, without bindings: rejects nearly every node before anything is allocated. */
function nodeFits(pattern: OpPattern, graph: Graph, node: Node): boolean {
  const { ops, inputs, where } = pattern;
  if (ops.length > 0 && (!ops.includes(node.op) || (pattern.domain ?? '') !== node.domain)) return false;
  if (where !== undefined && !where(node)) return false;
  if (inputs === null) return true;
  const [first = null, second = null] = node.inputs;
  if (inputsFit(inputs, graph, node, first, second)) return true;
  return isCommutative(pattern, node) && inputsFit(inputs, graph, node, second, first);
}

function inputsFit(
  patterns: readonly Pattern[],
  graph: Graph,
  node: Node,
  first: ValueId | null,
  second: ValueId | null,
): boolean {
  for (let slot = 0; slot < patterns.length; slot++) {
    const id = slot === 0 ? first : slot === 1 ? second : (node.inputs[slot] ?? null);
    const child = patterns[slot];
    if (child !== undefined && !valueFits(child, graph, id)) return false;
  }
  return true;
}

function valueFits(pattern: Pattern, graph: Graph, id: ValueId | null): boolean {
  switch (pattern.kind) {
    case 'any':
      return id !== null;
    case 'absent':
      return id === null;
    case 'constant':
      return graph.constant(id) !== null;
    case 'oneOf':
      return pattern.options.some((option) => valueFits(option, graph, id));
    default: {
      const producer = graph.producer(id);
      return producer !== null && nodeFits(pattern, graph, producer);
    }
  }
}

type Next = () => boolean;

/** Bindings on a trail, so that alternatives can be undone. `next` returns true to stop the search. */
class State {
  private readonly values: [string, ValueId][] = [];
  private readonly named: [string, Node][] = [];
  private readonly lists: [string, readonly ValueId[]][] = [];
  private readonly visited: [Node, boolean][] = [];

  constructor(
    private readonly graph: Graph,
    private readonly miss: NearMiss | undefined,
  ) {}

  snapshot(roots: readonly Node[]): Match {
    if (this.visited.length === 1 && this.values.length === 0 && this.lists.length === 0) {
      return new Match(this.graph, [...roots], [...roots], nothing, new Map(this.named), nothing, none);
    }
    const nodes = new Set(this.visited.map(([node]) => node));
    const shared = this.visited.filter(([, mayStay]) => mayStay).map(([node]) => node.id as number);
    return new Match(
      this.graph,
      [...roots],
      [...nodes],
      new Map(this.values),
      this.named.length === 0 ? nothing : new Map(this.named),
      this.lists.length === 0 ? nothing : new Map(this.lists),
      shared.length === 0 ? none : new Set(shared),
    );
  }

  /** Nodes that could be a further root: consumers of a value that is bound already and that the pattern names. */
  candidates(pattern: OpPattern, roots: readonly Node[]): readonly Node[] {
    const path = this.boundPath(pattern);
    if (path === null) return [];
    let ids = new Set<NodeId>();
    for (const use of this.graph.uses(path.from)) ids.add(use.node);
    for (let up = 0; up < path.length - 1; up++) {
      const above = new Set<NodeId>();
      for (const id of ids) {
        for (const output of this.graph.node(id).outputs) {
          if (output !== null) for (const use of this.graph.uses(output)) above.add(use.node);
        }
      }
      ids = above;
    }
    for (const root of roots) ids.delete(root.id);
    return [...ids].sort((a, b) => a - b).map((id) => this.graph.node(id));
  }

  private boundPath(pattern: Pattern): { from: ValueId; length: number } | null {
    if (pattern.kind === 'any' || pattern.kind === 'constant') {
      const from = this.bound(pattern.name);
      return from === null ? null : { from, length: 0 };
    }
    const children =
      pattern.kind === 'op' ? pattern.inputs : pattern.kind === 'oneOf' ? pattern.options : null;
    for (const child of children ?? []) {
      const path = this.boundPath(child);
      if (path !== null) return { from: path.from, length: path.length + (pattern.kind === 'op' ? 1 : 0) };
    }
    return null;
  }

  private bound(name: string): ValueId | null {
    for (const [key, value] of this.values) if (key === name) return value;
    return null;
  }

  private bind(name: string, value: ValueId, next: Next): boolean {
    const before = this.bound(name);
    if (before !== null) return before === value ? next() : this.fail('is not the same value', null, value);
    this.values.push([name, value]);
    const done = next();
    this.values.pop();
    return done;
  }

  private fail(reason: string, node: NodeId | null, value: ValueId | null): false {
    const { miss } = this;
    if (miss !== undefined && this.visited.length >= miss.progress) {
      miss.progress = this.visited.length;
      miss.reason = reason;
      miss.node = node;
      miss.value = value;
    }
    return false;
  }

  private input(pattern: Pattern, id: ValueId | null, next: Next): boolean {
    if (pattern.kind === 'oneOf') {
      for (const option of pattern.options) if (this.input(option, id, next)) return true;
      return false;
    }
    if (pattern.kind === 'absent') return id === null ? next() : this.fail('an input is given', null, id);
    if (id === null) return this.fail('an input is left out', null, null);
    const value = this.graph.value(id);
    if (pattern.kind === 'any') return this.bind(pattern.name, id, next);
    if (pattern.kind === 'constant') {
      if (value.constant === null) return this.fail('an input is not constant', value.producer, id);
      return this.bind(pattern.name, id, next);
    }
    return this.produced(pattern, value, next);
  }

  private produced(pattern: OpPattern, value: Value, next: Next): boolean {
    if (value.producer === null) {
      return this.fail(`no ${names(pattern)} produces an input`, null, value.id);
    }
    if (pattern.output !== 'any' && value.slot !== (pattern.output ?? 0)) {
      return this.fail('another output of the node is used', value.producer, value.id);
    }
    return this.node(pattern, this.graph.node(value.producer), next);
  }

  /** Matches one node pattern at one node. */
  node(pattern: OpPattern, node: Node, next: Next): boolean {
    if (pattern.ops.length > 0) {
      if (!pattern.ops.includes(node.op) || (pattern.domain ?? '') !== node.domain) {
        return this.fail(`${node.op} is not ${names(pattern)}`, node.id, null);
      }
    }
    for (const [name, wanted] of Object.entries(pattern.attrs ?? {})) {
      const attr = node.attrs.get(name);
      const actual = attr?.kind === 'int' ? Number(attr.value) : attr?.kind === 'string' ? attr.value : null;
      if (actual !== wanted) return this.fail(`attribute ${name} is not ${wanted}`, node.id, null);
    }
    if (pattern.where !== undefined && !pattern.where(node)) {
      return this.fail(`this ${node.op} has other attributes`, node.id, null);
    }
    const named = pattern.name === undefined ? undefined : this.named.find(([name]) => name === pattern.name);
    if (named !== undefined && named[1] !== node) return this.fail('is not the same node', node.id, null);
    this.visited.push([node, pattern.shared ?? false]);
    if (pattern.name !== undefined) this.named.push([pattern.name, node]);
    const done = this.inputs(pattern, node, next);
    if (pattern.name !== undefined) this.named.pop();
    this.visited.pop();
    return done;
  }

  private inputs(pattern: OpPattern, node: Node, next: Next): boolean {
    const { inputs: wanted, rest } = pattern;
    if (wanted === null) return next();
    if (rest === undefined) {
      for (let slot = wanted.length; slot < node.inputs.length; slot++) {
        if ((node.inputs[slot] ?? null) !== null)
          return this.fail('more inputs than expected', node.id, null);
      }
    }
    if (this.inOrder(pattern, node, node.inputs, 0, next)) return true;
    if (!isCommutative(pattern, node)) return false;
    const [first = null, second = null, ...others] = node.inputs;
    return first !== second && this.inOrder(pattern, node, [second, first, ...others], 0, next);
  }

  /** Matches the inputs from `slot` on, in this order, then binds what is left. */
  private inOrder(
    pattern: OpPattern,
    node: Node,
    order: readonly (ValueId | null)[],
    slot: number,
    next: Next,
  ): boolean {
    const { inputs: wanted, rest } = pattern;
    const child = wanted?.[slot];
    if (child !== undefined) {
      const id = order[slot] ?? null;
      return this.input(child, id, () => this.inOrder(pattern, node, order, slot + 1, next));
    }
    if (rest === undefined) return next();
    const list = node.inputs.slice(wanted?.length ?? 0).filter((id): id is ValueId => id !== null);
    this.lists.push([rest, list]);
    const done = next();
    this.lists.pop();
    return done;
  }
}

const names = (pattern: OpPattern): string =>
  pattern.ops.length === 0 ? 'a node' : pattern.ops.join(' or ');
