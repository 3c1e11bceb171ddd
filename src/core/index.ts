export { AssertionError, assert, must, never } from './assert';
export type { Brand } from './brand';
export { CodedError, type ErrorCode, type ErrorData, toErrorData } from './errors';
export { createRandom, hashString, type Random } from './random';
export { Recent } from './recent';
export { isSameTarget, type TimedOn } from './sameTarget';
export { Vec } from './vec';
export { version } from './version';
