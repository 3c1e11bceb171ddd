import { missed, type Proof } from './prove';

/** What a proof leaves to chance, in words; '' where it leaves nothing or says so itself. */
export function boundText({ errorBound, unseenShare }: Pick<Proof, 'errorBound' | 'unseenShare'>): string {
  const parts = [
    ...(errorBound === null ? [] : [`error below ${errorBound.toExponential(0)}`]),
    ...(unseenShare === null
      ? []
      : [
          `sides that differ on one draw in ${Math.floor(1 / unseenShare)} or more pass with a chance below ${missed.toExponential(0)}`,
        ]),
  ];
  return parts.join('; ');
}
