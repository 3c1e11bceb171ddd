export type { Domain } from './domain';
export { evaluate, randomSupply, type Supply } from './evaluate';
export { primeField } from './primeField';
export type { Reals, Tensor } from './tensor';
