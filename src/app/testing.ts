import type { StepView, ViewNode } from '../workers/session/protocol';

/** For tests: a node of a drawn graph, an Add but for what the test is about. */
export const viewNode = (id: string, about: Partial<ViewNode> = {}): ViewNode => ({
  id,
  kind: 'node',
  op: 'Add',
  domain: '',
  name: id,
  family: 'elementwise',
  shape: '1',
  hidden: false,
  share: null,
  macs: 0,
  bytes: 0,
  group: null,
  subgraphs: [],
  ...about,
});

/** For tests: a step of a trace of which nothing is known but what the test is about. */
export const stepView = (step: number, about: Partial<StepView> = {}): StepView => ({
  step,
  rule: '',
  title: '',
  family: '',
  site: '',
  place: '',
  summary: '',
  exactness: 'bits',
  imagined: null,
  estimated: null,
  measured: null,
  verified: null,
  removed: [],
  added: [],
  ...about,
});
