import { useEffect, useState } from 'react';

/** Seconds since `event` was another one, counted in steps of five; null counts nothing. */
export function useElapsed(event: object | null): number {
  const [seen, setSeen] = useState({ event, seconds: 0 });
  useEffect(() => {
    if (event === null) return;
    const start = performance.now();
    const timer = setInterval(() => setSeen({ event, seconds: (performance.now() - start) / 1000 }), STEP_MS);
    return () => clearInterval(timer);
  }, [event]);
  // What was counted since an earlier event says nothing of this one.
  return seen.event === event ? seen.seconds : 0;
}

/** A screen reader is told each time. */
const STEP_MS = 5000;
