/**
 * What is believed of one action's change of the log runtime, given what each member of the ensemble says. Members are
 * shrunk where they disagree; then each moves towards the table's word by the trust in it.
 *
 * @param changes By each member; what is believed replaces it. @param counted By the table. @param trust 0 to 1.
 * @returns The variance that is left because the table and the network differ.
 */
export function believe(changes: Float32Array, counted: number, trust: number): number {
  const agreed = agreement(changes);
  let mean = 0;
  for (let m = 0; m < changes.length; m++) {
    const learned = agreed * (changes[m] ?? 0);
    mean += learned / changes.length;
    changes[m] = learned + trust * (counted - learned);
  }
  return trust * (1 - trust) * (counted - mean) ** 2;
}

/**
 * How much of an imagined change is believed: all where the members agree, little where they differ by as much as it is
 * large. A change that nobody is sure of is more likely none.
 */
function agreement(changes: Float32Array): number {
  const members = changes.length;
  let [sum, squares] = [0, 0];
  for (const change of changes) {
    sum += change;
    squares += change ** 2;
  }
  const square = (sum / members) ** 2;
  const variance = Math.max(0, squares - members * square) / Math.max(1, members - 1);
  return square / (square + 4 * variance + 1e-16);
}
