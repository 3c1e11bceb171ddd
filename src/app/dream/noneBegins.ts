import type { DreamStep, Fan } from '../../workers/dream/protocol';

/** Whether all dreams end before their first rewrite, as the world model expects that no rule applies: there is nothing to draw or to follow. */
export const noneBegins = (fan: Pick<Fan, 'rollouts'>, dreams: readonly (readonly DreamStep[])[]): boolean =>
  dreams.length > 0 &&
  dreams.every((steps) => steps.length === 0) &&
  fan.rollouts.every(({ end }) => end === 'nothing-legal');
