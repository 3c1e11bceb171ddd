import { assert } from '../core';
import type { Graph, NodeId, ValueId } from '../graph';
import type { Builder } from './builder';
import type { Match } from './match';
import { type OpPattern, patternDepth } from './pattern';

export type Family =
  | 'clean-up'
  | 'elementwise'
  | 'convolution'
  | 'matmul'
  | 'motion'
  | 'fusion'
  | 'discovered';

export type Provider = 'wasm' | 'webgpu';

/** What legality depends on beside the graph. */
export interface Target {
  readonly provider: Provider;
  /** Only ai.onnx operators, so that the file runs on any runtime. */
  readonly standardOpsOnly: boolean;
}

export interface RuleContext extends Target {
  readonly graph: Graph;
  /** Opset version of ai.onnx. */
  readonly opset: number;
}

/** Why a rule does not apply, and where. */
export interface Refusal {
  readonly reason: string;
  readonly node: NodeId | null;
  readonly value: ValueId | null;
  /** Set when the rule itself is at fault (it would change a type): never expected. */
  readonly bug?: boolean;
}

/** New values for old: one for the anchor's first output, or a map for rules with several outputs. */
export type Replacement = ValueId | ReadonlyMap<ValueId, ValueId>;

export interface RuleSpec {
  /** Verb phrase in kebab-case; the file's name. Never changes: traces and checkpoints refer to it. */
  readonly name: string;
  readonly family: Family;
  /** One sentence for people. */
  readonly title: string;
  /** Small text diagrams of both sides, in the names of the pattern. */
  readonly before: string;
  readonly after: string;
  /** Each condition that `check` tests, in words. */
  readonly conditions: readonly string[];
  /** The equation that makes it true. */
  readonly algebra: string;
  /** 'bits': the same bits for finite input; 'reals': equal in exact arithmetic, rounding may differ. */
  readonly exactness: 'bits' | 'reals';
  /** The anchor's pattern, then the patterns of further roots, which share a bound value with earlier ones. */
  readonly roots: readonly OpPattern[];
  readonly check?: (match: Match, context: RuleContext) => Refusal | null;
  readonly rewrite: (match: Match, builder: Builder, context: RuleContext) => Replacement;
  /** Legal only on these providers; all when left out. */
  readonly providers?: readonly Provider[];
  /** How many producers up from the anchor pattern and check look; the pattern's depth when left out. */
  readonly radius?: number;
  /** The check also looks at other consumers of the anchor's inputs. True when there are several roots. */
  readonly sideways?: boolean;
  /** How many consumers down from the anchor the check looks; 0 when left out. */
  readonly down?: number;
  /** Names of the rules whose effect this one takes back. */
  readonly undoes?: readonly string[];
  /** False: introduces operators of other domains than ai.onnx. */
  readonly standardOps?: boolean;
}

export interface Rule extends RuleSpec {
  readonly anchor: OpPattern;
  readonly providers: readonly Provider[];
  readonly radius: number;
  readonly sideways: boolean;
  readonly down: number;
  readonly undoes: readonly string[];
  readonly standardOps: boolean;
}

const allProviders: readonly Provider[] = ['wasm', 'webgpu'];

/** Completes a rule's declaration with its defaults; asserts that it is well formed. */
export function defineRule(spec: RuleSpec): Rule {
  const anchor = spec.roots[0];
  assert(anchor !== undefined, () => `${spec.name} has no root`);
  assert(/^[a-z0-9]+(-[a-z0-9]+)*$/.test(spec.name), () => `${spec.name} is not kebab-case`);
  return {
    providers: allProviders,
    radius: Math.max(...spec.roots.map(patternDepth)),
    sideways: spec.roots.length > 1,
    down: 0,
    undoes: [],
    standardOps: true,
    ...spec,
    anchor,
  };
}

/** A refusal that names its culprit. */
export const refuse = (
  reason: string,
  culprit: { readonly node?: NodeId; readonly value?: ValueId } = {},
): Refusal => ({ reason, node: culprit.node ?? null, value: culprit.value ?? null });

/** Whether a rule is in play for a target at all. */
export const allowedOn = (rule: Rule, target: Target): boolean =>
  rule.providers.includes(target.provider) && (rule.standardOps || !target.standardOpsOnly);
