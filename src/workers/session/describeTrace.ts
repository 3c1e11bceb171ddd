import type { Trace } from '../../trace';
import { rules } from '../../transforms';
import type { StepView } from './protocol';
import { knownRules, ruleHere } from './replayTrace';
import type { TraceDescription } from './share/protocol';

/** A trace without its model: what its rules are called here. A step without a site has no graph to show. */
export function describeTrace(trace: Trace): TraceDescription {
  const listed = knownRules(trace);
  return {
    rules: listed,
    steps: trace.steps.map(({ rule: number }, i): StepView => {
      const index = listed === 'other' && trace.rules.names === undefined ? null : ruleHere(trace, number);
      const rule = index === null ? undefined : rules[index];
      return {
        step: i + 1,
        rule: rule?.name ?? '',
        title: rule?.title ?? `Rule ${number} of the sender’s list, unknown here`,
        family: rule?.family ?? '',
        site: '',
        place: '',
        summary: rule === undefined ? '' : `${rule.before} ⇒ ${rule.after}`,
        exactness: rule?.exactness ?? 'reals',
        imagined: null,
        estimated: null,
        measured: null,
        verified: null,
        removed: [],
        added: [],
      };
    }),
  };
}
