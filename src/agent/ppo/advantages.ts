/** One finished dream: the reward of each step and the value that was expected before it. */
export interface Played {
  readonly rewards: readonly number[];
  readonly values: readonly number[];
}

/** Advantage and return of each step of an episode that has ended: nothing is to be had behind its last step. */
export function advantagesOf(
  { rewards, values }: Played,
  gamma: number,
  lambda: number,
): { readonly advantages: Float32Array; readonly returns: Float32Array } {
  const n = rewards.length;
  const advantages = new Float32Array(n);
  const returns = new Float32Array(n);
  let next = 0;
  let running = 0;
  for (let t = n - 1; t >= 0; t--) {
    const value = values[t] ?? 0;
    // Schulman et al. 2016: δ_t = r_t + γ V_{t+1} − V_t; A_t = δ_t + γ λ A_{t+1}.
    running = (rewards[t] ?? 0) + gamma * next - value + gamma * lambda * running;
    advantages[t] = running;
    returns[t] = running + value;
    next = value;
  }
  return { advantages, returns };
}
