import type { Target } from '../../workers/session/protocol';

/** What a person had chosen, by the target of a sender that stands in for it. */
const owned = new WeakMap<Target, Target>();

/** `senders` stands in for what the person chose, until they choose it themselves. */
export function borrowTarget(senders: Target, own: Target): void {
  owned.set(senders, own);
}

/** The person has chosen this one by now. */
export function ownTarget(target: Target): void {
  owned.delete(target);
}

/** What the person chose, also while a sender's stands in for it. */
export const chosenTarget = (target: Target | null): Target | null =>
  target === null ? null : (owned.get(target) ?? target);
