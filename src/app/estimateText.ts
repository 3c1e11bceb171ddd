import { time } from './format';

/** Milliseconds below which a sum of operators' costs says nothing: none of them is known that finely. */
const RESOLUTION = 0.001;

/** An estimated runtime as it is written: `≈ 31.4 ms`, and `under 1 µs` where more digits would be made up. */
export const estimateText = (ms: number): string => (ms < RESOLUTION ? 'under 1\u202fµs' : `≈ ${time(ms)}`);
