import { digits } from '../format';

/** A runtime as a share of where dreams begin, when that is 1: `98.5 %`. */
export const ofTheStart = (share: number): string => `${digits(100 * share)}\u202f%`;
