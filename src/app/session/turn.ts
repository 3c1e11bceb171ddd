let turn = 0;
/** Whether the latest is a model of ours that is still being fetched. */
let fetching = false;

/** Something else is opened, or all is closed: what was on its way until now is not to be shown any more. */
export function overtake(byFetch = false): number {
  fetching = byFetch;
  return ++turn;
}

/** A model that is still being fetched is not to be shown any more; one that a person gave is. */
export function overtakeFetch(): void {
  if (fetching) overtake();
}

/** Whether nothing has overtaken this turn. */
export const isLatest = (own: number): boolean => own === turn;

export const latestTurn = (): number => turn;
