import type { edgeFeatureNames, nodeFeatureNames, totalNames } from '../env/observation';

/**
 * Widths of an observation's arrays. Dreaming loads nothing of the environment, so these are written here once more; their
 * types are the lengths of the environment's lists, so that the compiler refuses other numbers.
 */
export const nodeFeatureCount: (typeof nodeFeatureNames)['length'] = 15;
export const edgeFeatureCount: (typeof edgeFeatureNames)['length'] = 4;
export const totalCount: (typeof totalNames)['length'] = 6;
