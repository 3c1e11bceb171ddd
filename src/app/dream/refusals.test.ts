import { describe, expect, it } from 'vitest';
import { CodedError } from '../../core';
import { noteOpened, noteReady, useRefusals } from './refusals';

const rejected = new CodedError('CHECKPOINT_REJECTED', 'it knows another list of rules');

describe('refusals', () => {
  it('keeps the reason for each kind of model until it is ready', () => {
    noteReady('rlflow', rejected);
    expect(useRefusals.getState().dreaming.rlflow?.message).toBe('it knows another list of rules');
    noteReady('dreamgraph');
    expect(useRefusals.getState().dreaming.rlflow).toBeDefined();
    noteReady('rlflow');
    expect(useRefusals.getState().dreaming).toEqual({});
  });
  it('is silent about other failures', () => {
    noteReady('rlflow', new CodedError('NETWORK', 'gone'));
    noteOpened(new CodedError('NETWORK', 'gone'));
    expect(useRefusals.getState()).toEqual({ dreaming: {}, opened: null });
    noteOpened(rejected);
    expect(useRefusals.getState().opened?.code).toBe('CHECKPOINT_REJECTED');
    noteOpened(null);
    expect(useRefusals.getState().opened).toBeNull();
  });
});
