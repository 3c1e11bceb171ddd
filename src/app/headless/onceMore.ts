/**
 * Does work, and does it again from the start where a stop came in between: a stop ends what the runtime does for it as well,
 * which then fails or makes do without.
 * @param stopped whether a stop has come so far
 */
export async function onceMore<T>(stopped: () => boolean, work: () => Promise<T>): Promise<T> {
  const before = stopped();
  try {
    const done = await work();
    if (stopped() === before) return done;
  } catch (thrown) {
    if (stopped() === before) throw thrown;
  }
  return work();
}
