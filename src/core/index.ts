export { AssertionError, assert, must, never } from './assert';
export { type Brand, type Bytes, bytes, type Ms, ms } from './brand';
export { CodedError, catalogue, type ErrorCode, type ErrorData, toErrorData } from './errors';
export { createRandom, hashString, type Random } from './random';
export { Recent } from './recent';
export { err, ok, type Result } from './result';
export { Vec } from './vec';
export { version } from './version';
