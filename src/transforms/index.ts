export { type Applied, applySite, isRefusal } from './apply';
export { explain } from './legal';
export type { Match } from './match';
export { createMatcher, type Matcher } from './matcher';
export type { Family, Provider, Refusal, Rule, RuleContext, RuleSpec, Target } from './rule';
export { ruleListHash, rules } from './rules';
export { maxSites, type Site, SiteTable } from './site';
