import type { GraphBuilder, PlainAttr, ValueId } from '../../graph';

/** Subgraphs that several rules' tests start from. */

/** A BatchNormalization with positive variances over `channels`. */
export function batchNorm(
  g: GraphBuilder,
  x: ValueId,
  channels: number,
  attrs: Readonly<Record<string, PlainAttr>> = {},
  name = 'bn',
): ValueId {
  const variance = Array.from({ length: channels }, (_, i) => 0.5 + 0.25 * i);
  return g.op(
    'BatchNormalization',
    [
      x,
      g.constant(`${name}.gamma`, 'float32', [channels]),
      g.constant(`${name}.beta`, 'float32', [channels]),
      g.constant(`${name}.mean`, 'float32', [channels]),
      g.constant(`${name}.variance`, 'float32', [channels], variance),
    ],
    attrs,
  );
}
