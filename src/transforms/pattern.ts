import type { Node } from '../graph';

/** What a rule looks for, as data. Built with the functions below; `match` interprets it. */
export type Pattern = AnyPattern | ConstantPattern | AbsentPattern | OpPattern | OneOfPattern;

/** Any present value. The same name twice asks for the same value twice. */
export interface AnyPattern {
  readonly kind: 'any';
  readonly name: string;
}

/** A value whose contents are constant: an initializer, a Constant node's output or a computed constant. */
export interface ConstantPattern {
  readonly kind: 'constant';
  readonly name: string;
}

/** An optional input that is left out. */
export interface AbsentPattern {
  readonly kind: 'absent';
}

/** The first alternative that fits; all that fit are tried. */
export interface OneOfPattern {
  readonly kind: 'oneOf';
  readonly options: readonly Pattern[];
}

export interface OpOptions {
  /** Name under which the node is bound. The same name twice asks for the same node twice. */
  readonly name?: string;
  /** '' (ai.onnx) when left out. */
  readonly domain?: string;
  /** Which output of the node the pattern stands for; 0 when left out, 'any' for whichever. */
  readonly output?: number | 'any';
  /** Try the first two inputs in both orders; with a list, of these operators alone. */
  readonly commutative?: boolean | readonly string[];
  /** Binds the inputs after the listed ones, however many (none included). Left out: there must be none. */
  readonly rest?: string;
  /** Integer and string attributes that must be present with this value. */
  readonly attrs?: Readonly<Record<string, number | string>>;
  /** A cheap further test of the node itself, for instance of its attributes. */
  readonly where?: (node: Node) => boolean;
  /**
   * The node may have other consumers or be a graph output: the rewrite then leaves it alive. An inner node without this
   * makes the engine refuse such sites. Roots are replaced whole, so it says nothing there.
   */
  readonly shared?: boolean;
}

/** A node. `ops` empty: any operator. */
export interface OpPattern extends OpOptions {
  readonly kind: 'op';
  readonly ops: readonly string[];
  /** null: whatever inputs, unbound. */
  readonly inputs: readonly Pattern[] | null;
}

export const any = (name: string): AnyPattern => ({ kind: 'any', name });
export const constant = (name: string): ConstantPattern => ({ kind: 'constant', name });
export const absent: AbsentPattern = { kind: 'absent' };
export const oneOf = (...options: readonly Pattern[]): OneOfPattern => ({ kind: 'oneOf', options });
/** An input that may be left out. */
export const maybe = (pattern: Pattern): OneOfPattern => oneOf(pattern, absent);
/** A node that may be there or not: `optional((x) => op('Cast', [x]), any('x'))`. */
export const optional = (wrap: (inner: Pattern) => Pattern, inner: Pattern): OneOfPattern =>
  oneOf(wrap(inner), inner);

/** A node with one of these operator types and these inputs (in order; trailing ones may be `absent` or `maybe`). */
export function op(
  types: string | readonly string[],
  inputs: readonly Pattern[] | null,
  options: OpOptions = {},
): OpPattern {
  return { kind: 'op', ops: typeof types === 'string' ? [types] : types, inputs, ...options };
}

/** A node of any operator type; its inputs are left to the rule's check. */
export const anyOp = (options: OpOptions = {}): OpPattern => ({
  kind: 'op',
  ops: [],
  inputs: null,
  ...options,
});

/** How many producers a pattern looks up from its root: 0 for a single node. */
export function patternDepth(pattern: Pattern): number {
  switch (pattern.kind) {
    case 'op':
      return Math.max(
        0,
        ...(pattern.inputs ?? []).map((input) => (hasOp(input) ? 1 + patternDepth(input) : 0)),
      );
    case 'oneOf':
      return Math.max(0, ...pattern.options.map(patternDepth));
    default:
      return 0;
  }
}

function hasOp(pattern: Pattern): boolean {
  return pattern.kind === 'op' || (pattern.kind === 'oneOf' && pattern.options.some(hasOp));
}
