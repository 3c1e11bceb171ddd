import type { Mark } from './marks';

/** What a mark says where it is not seen. */
export const markWords: Readonly<Record<Mark, string>> = {
  added: 'added',
  removed: 'removed',
  dreamed: 'where the dream acts',
};
