import { CodedError } from '../../core';
import { type Trace, type TraceModel, traceFromFragment, traceToFile, traceToFragment } from '../../trace';
import { connection } from '../session/connection';
import { save } from '../session/download';
import { playable } from '../session/views';
import { getSession, type Source } from '../stores/session';
import { getShared } from './shared';

/** Many programs cut links that are longer. */
export const comfortable = 2000;
/** Beyond this a link is not offered at all: browsers and chats refuse it. */
export const longest = 30_000;

export interface Share {
  readonly trace: Trace;
  /** The whole address. */
  readonly link: string;
  /** It is the trace that this page was sent, with the sender's figures. */
  readonly forwarded: boolean;
  /** How many steps on the page are not part of it, since they cannot be played here. */
  readonly missing: number;
}

const sourceOf = (source: Source): TraceModel['source'] =>
  source.kind === 'gallery' || source.kind === 'url' ? source : { kind: 'private' };

/**
 * The trace to be shared, and its link, which has been read back before it is handed out.
 * @throws CodedError TRACE_OTHER_MODEL where only the structure is here, TRACE_UNSHAREABLE where the format has no room for it.
 */
export async function makeShare(withNames: boolean): Promise<Share> {
  const { step, steps, source } = getSession();
  const received = intactTrace();
  if (received === null && source.kind === 'structure') {
    throw new CodedError(
      'TRACE_OTHER_MODEL',
      'What was done here was done to the structure that came with the trace: a link would name that file, which nobody else has.',
    );
  }
  // The worker has the steps alone that could be played.
  const current = Math.min(step, playable(steps));
  const trace =
    received !== null
      ? { ...received, current: step }
      : await connection().call('trace', { current, withNames, source: sourceOf(source) });
  const fragment = await readableFragment(trace);
  return {
    trace,
    link: location.origin + location.pathname + fragment,
    forwarded: received !== null,
    missing: Math.max(0, steps.length - trace.steps.length),
  };
}

async function readableFragment(trace: Trace): Promise<string> {
  try {
    const fragment = await traceToFragment(trace);
    const back = await traceFromFragment(fragment);
    if (back.steps.length === trace.steps.length) return fragment;
  } catch (thrown) {
    if (!(thrown instanceof CodedError)) throw thrown;
    // A sender's trace is not to be blamed for one's own.
    const why = thrown.message.replace(/^The (trace|link) is damaged: /, '');
    throw new CodedError('TRACE_UNSHAREABLE', `A link and a file have no room for this trace: ${why}`);
  }
  throw new CodedError('TRACE_UNSHAREABLE', 'The link does not hold the whole trace.');
}

/** The trace that was received, while all steps are its own and nothing was measured here. */
function intactTrace(): Trace | null {
  const shared = getShared();
  const { steps, result } = getSession();
  const intact =
    shared?.phase === 'replayed' &&
    shared.valid === steps.length &&
    steps.length === shared.trace.steps.length &&
    result === null &&
    steps.every(({ measured }) => measured === null);
  return intact ? shared.trace : null;
}

/** The code that puts a trace into another page. */
export const embedCode = (link: string): string =>
  `<iframe src="${link.replace('#', '?embed=1#')}" width="100%" height="520" style="border:0" title="A trace of Dreamgraph" allow="cross-origin-isolated"></iframe>`;

/** Saves a trace as a file; its name says nothing of a private model unless that was ticked. */
export async function saveTrace(trace: Trace, withNames: boolean, withStructure: boolean): Promise<void> {
  const structure = withStructure ? await connection().call('structure', { withNames }) : null;
  const { source, name } = trace.model;
  const stem = name?.replace(/\.onnx$/i, '') ?? (source.kind === 'gallery' ? source.id : 'trace');
  save(`${stem}.dreamtrace`, new Blob([traceToFile(trace, structure)], { type: 'application/json' }));
}
