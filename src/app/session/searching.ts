import type { SessionState } from '../stores/session';

/**
 * Whether an optimization is still on its way to a result. Once that is there, the steps get their figures one by one, which
 * keeps nobody from leaving with the file or the link.
 */
export const isSearching = ({ running, result }: Pick<SessionState, 'running' | 'result'>): boolean =>
  running && result === null;
