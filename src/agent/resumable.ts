import type { Environment } from '../env/environment';
import type { SearchOptions, SearchResult } from './search';

/**
 * A search that can be cut off and go on: each call of what it returns spends some more time on the same start. Its engine
 * steps are those of the call.
 */
export type Resumable = <S>(env: Environment<S>) => (options: SearchOptions) => Promise<SearchResult<S>>;
