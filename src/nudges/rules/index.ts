import type { NudgeRule } from '../rule.ts';
import { closeDatePassed } from './closeDatePassed.ts';
import { conditionUnreviewed } from './conditionUnreviewed.ts';
import { keyDealWithoutPartner } from './keyDealWithoutPartner.ts';
import { renewalWithoutOpportunity } from './renewalWithoutOpportunity.ts';

/** Every rule by which somebody is asked. */
export const nudgeRules: readonly NudgeRule[] = [renewalWithoutOpportunity, closeDatePassed, keyDealWithoutPartner, conditionUnreviewed];
export const ruleOf = (key: string): NudgeRule | undefined => nudgeRules.find((rule) => rule.key === key);
