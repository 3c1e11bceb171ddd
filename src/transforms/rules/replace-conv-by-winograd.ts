import { any, constant, defineRule, maybe, op } from '../kit';
import { winograd, winogradRefusal } from '../winograd';

export const replaceConvByWinograd = defineRule({
  name: 'replace-conv-by-winograd',
  family: 'convolution',
  title: 'A convolution is computed tile by tile, with fewer products at a few points of each.',
  before: 'Conv(x, w, b)',
  after: 'Aᵀ·((G·w·Gᵀ) ⊙ (Bᵀ·x·B))·A + b, tile by tile of 2 to 4 outputs an axis',
  conditions: [
    'the stride is 1, the kernel is not dilated and has at most seven taps; one or two spatial axes of known size',
    'weights and bias are constant, float32 or float64',
    'it takes fewer multiply-adds, those of the transforms and of columns that are packed included',
  ],
  algebra:
    'a product of polynomials is known by its values at as many points as it has coefficients (Toom, Cook)',
  exactness: 'reals',
  roots: [op('Conv', [any('x'), constant('w'), maybe(constant('b'))], { name: 'conv' })],
  providers: ['wasm'],
  check: (m, context) => winogradRefusal(m, context),
  rewrite: (m, b, context) => winograd(m, b, context),
});
