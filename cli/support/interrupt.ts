/** What a shell expects of a process that Ctrl+C ended. */
const INTERRUPTED = 130;

/**
 * The first Ctrl+C asks for an early end with what there is, the second ends the process. Returns a function that gives Ctrl+C
 * its usual meaning back.
 */
export function onInterrupt(stop: () => Promise<unknown>): () => void {
  let asked = false;
  const listener = (): void => {
    if (asked) process.exit(INTERRUPTED);
    asked = true;
    console.error('\nStopping: what is best so far is confirmed and written. Ctrl+C again gives up.');
    stop().catch(() => undefined);
  };
  process.on('SIGINT', listener);
  return () => {
    process.off('SIGINT', listener);
  };
}
