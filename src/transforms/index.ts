export { type Applied, applyMatch, applySite, isRefusal } from './apply';
export { contextOf, explain } from './legal';
export type { Match } from './match';
export { createMatcher, type Matcher } from './matcher';
export {
  allowedOn,
  defineRule,
  type Family,
  type Provider,
  type Refusal,
  type Rule,
  type RuleContext,
  type RuleSpec,
  refuse,
  type Target,
} from './rule';
export { ruleListHash, rules } from './rules';
export { maxSites, type Site, SiteTable } from './site';
