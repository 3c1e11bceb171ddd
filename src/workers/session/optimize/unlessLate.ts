/** How long something is waited for. */
export interface Patience {
  readonly seconds: number;
  /** Ends the waiting too; null: only the time does. */
  readonly signal: AbortSignal | null;
}

/** What a promise says, or `otherwise` where Stop or the end of the time comes first; the work goes on all the same. */
export async function unlessLate<T>(
  work: Promise<T>,
  { seconds, signal }: Patience,
  otherwise: () => T,
): Promise<T> {
  let end = (): void => undefined;
  const ended = new Promise<null>((resolve) => {
    end = () => resolve(null);
  });
  const timer = Number.isFinite(seconds) ? setTimeout(end, 1000 * seconds) : null;
  signal?.addEventListener('abort', end);
  if (signal?.aborted) end();
  try {
    const said = await Promise.race([work.then((value) => ({ value })), ended]);
    return said === null ? otherwise() : said.value;
  } finally {
    if (timer !== null) clearTimeout(timer);
    signal?.removeEventListener('abort', end);
  }
}
