import { dense, Parameters, tf } from '../../nn';
import { type Imagined, inputWidth, writeInput } from '../imagination';

/** The shape of a proposer. */
export interface ProposerConfig {
  /** Length of the list of rules that it knows. */
  readonly rules: number;
  /** Features of the latent that it sees. */
  readonly latent: number;
  readonly hidden: number;
}

/** Which rules a good way from a state is made of. */
export interface Proposal {
  /** Probability of each rule being played, `[rules]`. */
  readonly include: Float32Array;
  /** When it is first played: 0 at once, 1 at the end of the way, `[rules]`. */
  readonly when: Float32Array;
}

/**
 * Says of a state which rules the rest of a good way uses and when each begins: an answer about whole chains, where the
 * policy answers about the next move. One hidden layer over the latent and the numbers of sites, and for each rule a
 * weight on whether it is legal now.
 */
export class Proposer {
  readonly parameters: Parameters;

  constructor(
    readonly config: ProposerConfig,
    seed: number,
  ) {
    this.parameters = new Parameters(seed);
    tf.tidy(() => {
      this.logits(tf.zeros([1, this.width]));
    });
  }

  /** Numbers that it sees of a state. */
  get width(): number {
    return inputWidth(this.config.latent, this.config.rules);
  }

  /** What it sees of states, `[states, width]`. */
  inputsOf(states: readonly Imagined[]): Float32Array {
    const inputs = new Float32Array(states.length * this.width);
    states.forEach((state, b) => {
      writeInput(state, this.config.rules, 1, inputs, b * this.width);
    });
    return inputs;
  }

  /** Logits of inclusion, then of the time of the first use, `[batch, 2 · rules]`. */
  logits(inputs: tf.Tensor2D): tf.Tensor2D {
    const { rules, latent, hidden } = this.config;
    const counts = tf.slice(inputs, [0, latent], [-1, rules]);
    const legal = tf.cast(tf.greater(counts, 0), 'float32');
    const h = tf.tanh(dense(this.parameters, 'set/first', tf.concat([inputs, legal], 1), hidden));
    const all = dense(this.parameters, 'set/out', h, 2 * rules, { init: { normal: 0.02 } });
    const own = tf.mul(legal, this.parameters.get('set/legal', [1, rules], 'zeros'));
    return tf.add(all, tf.concat([own, tf.zeros([inputs.shape[0], rules])], 1)) as tf.Tensor2D;
  }

  async propose(states: readonly Imagined[]): Promise<Proposal[]> {
    if (states.length === 0) return [];
    const { rules } = this.config;
    const inputs = this.inputsOf(states);
    const out = tf.tidy(() => tf.sigmoid(this.logits(tf.tensor2d(inputs, [states.length, this.width]))));
    const all = (await out.data()) as Float32Array;
    out.dispose();
    return states.map((_, b) => ({
      include: all.slice(2 * b * rules, (2 * b + 1) * rules),
      when: all.slice((2 * b + 1) * rules, (2 * b + 2) * rules),
    }));
  }

  dispose(): void {
    this.parameters.dispose();
  }
}
