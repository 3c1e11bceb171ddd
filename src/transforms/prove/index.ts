export { type Domain, integer, readNumber, Undefined, Unsupported } from './domain';
export { evaluate, randomSupply, type Supply } from './evaluate';
export { fieldPrime, primeField } from './primeField';
export { rationals } from './rationals';
export { ints, type Reals, reals, type Tensor } from './tensor';
