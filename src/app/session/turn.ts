let turn = 0;

/** Something else is opened, or all is closed: what was on its way until now is not to be shown any more. */
export const overtake = (): number => ++turn;

/** Whether nothing has overtaken this turn. */
export const isLatest = (own: number): boolean => own === turn;

export const latestTurn = (): number => turn;
