import { dense, gatherRows, layerNorm, type Parameters, sumRows, tf } from '../nn';
import type { EncoderConfig } from './config';
import type { GraphBatch } from './graphBatch';

export interface Encoded {
  /** `[size, latent]`, normalised. */
  readonly latent: tf.Tensor2D;
  /** `[nodes, nodeWidth]`; a site is told by its anchor's row. */
  readonly nodes: tf.Tensor2D;
}

/**
 * Graph network: an embedding of each operator plus its features, rounds of messages along the edges in both
 * directions, then the mean over nodes, their mean by share of the runtime, the totals and the numbers of sites.
 */
export function encode(p: Parameters, config: EncoderConfig, batch: GraphBatch): Encoded {
  const { nodeWidth, operators, rounds, latent } = config;
  const nodeCount = batch.operators.shape[0];
  const embedding = gatherRows(
    p.get('enc/operators', [operators, nodeWidth], { normal: 0.5 }),
    batch.operators,
  );
  let h = layerNorm(p, 'enc/in', tf.add(embedding, dense(p, 'enc/features', batch.features, nodeWidth)));
  const edgeCount = batch.from.shape[0];
  for (let round = 0; round < rounds; round++) {
    const name = `enc/round${round}`;
    let update = dense(p, `${name}/own`, h, nodeWidth);
    if (edgeCount > 0) {
      const gate = dense(p, `${name}/edge`, batch.edge, nodeWidth);
      const pass = (along: string, source: tf.Tensor1D, sink: tf.Tensor1D): tf.Tensor => {
        const sent = dense(p, `${name}/${along}`, h, nodeWidth, { bias: false }) as tf.Tensor2D;
        const message = tf.relu(tf.add(gatherRows(sent, source), gate)) as tf.Tensor2D;
        return sumRows(message, sink, nodeCount);
      };
      update = tf.add(update, tf.add(pass('down', batch.from, batch.to), pass('up', batch.to, batch.from)));
    }
    h = layerNorm(p, `${name}/norm`, tf.add(h, tf.relu(update)));
  }
  const nodes = h as tf.Tensor2D;
  const pool = (weights: tf.Tensor2D): tf.Tensor =>
    sumRows(tf.mul(nodes, weights) as tf.Tensor2D, batch.graph, batch.size);
  const summary = tf.concat([pool(batch.weight), pool(batch.share), batch.totals, batch.sites], 1);
  const wide = tf.relu(layerNorm(p, 'enc/pooled', dense(p, 'enc/wide', summary, 2 * latent)));
  return { latent: layerNorm(p, 'enc/out', dense(p, 'enc/latent', wide, latent)) as tf.Tensor2D, nodes };
}
