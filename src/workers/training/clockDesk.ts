import type { MeasureAnswer, MeasureRequest, MeasureWay } from './protocol';

type Answer = Omit<MeasureAnswer, 'id'>;

const unanswered: Answer = { figures: [], remark: 'The run ended before the clock answered.' };

/** Passes graphs to whoever has a clock, and waits for the answer. */
export function clockDesk(send: (request: MeasureRequest) => void) {
  let count = 0;
  let isOpen = true;
  let waiting: { readonly id: number; readonly resolve: (answer: Answer) => void } | null = null;
  return {
    ask: (ways: readonly MeasureWay[]): Promise<Answer> => {
      if (!isOpen) return Promise.resolve(unanswered);
      return new Promise((resolve) => {
        waiting = { id: ++count, resolve };
        send({ id: count, ways });
      });
    },
    /** The answer to the present question; others are late, and nobody waits for them. */
    give: (answer: MeasureAnswer): void => {
      if (answer.id === waiting?.id) waiting.resolve(answer);
    },
    /** Nobody will answer any more. */
    close: (): void => {
      isOpen = false;
      waiting?.resolve(unanswered);
    },
  };
}
