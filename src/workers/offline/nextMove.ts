/** What is known when the service worker is ready. */
export interface Isolation {
  /** The page may use threads already. */
  readonly isolated: boolean;
  /** The page is a frame: it is isolated only when the page around it is, which a reload does not change. */
  readonly embedded: boolean;
  /** A reload was tried in this tab and did not help. */
  readonly tried: boolean;
  /** A reload would close something. */
  readonly busy: boolean;
}

/** Whether to reload for threads, to offer it, or to leave the page as it is. At most one reload in a row. */
export function nextMove({ isolated, embedded, tried, busy }: Isolation): 'reload' | 'offer' | 'stay' {
  if (isolated || embedded || tried) return 'stay';
  return busy ? 'offer' : 'reload';
}
