import type { Step } from './state';

/** A step of which nothing is known but its rewrite and the graph that it made. */
export const unmeasured = ({ site, graph }: Pick<Step, 'site' | 'graph'>): Step => ({
  site,
  graph,
  estimated: null,
  imagined: null,
  measured: null,
  verified: null,
});
