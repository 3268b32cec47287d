import { activateSeats } from './activateSeats.ts';
import { agreeCondition } from './agreeCondition.ts';
import { allocateRevenue } from './allocateRevenue.ts';
import { answerCommitment } from './answerCommitment.ts';
import { answerMeeting } from './answerMeeting.ts';
import { attachPartner } from './attachPartner.ts';
import { attachServices } from './attachServices.ts';
import { commit } from './commit.ts';
import { completePlanItem } from './completePlanItem.ts';
import { deploySeats } from './deploySeats.ts';
import { meetExecutive } from './meetExecutive.ts';
import { meetSponsor } from './meetSponsor.ts';
import type { MoveKind } from './move.ts';
import { openCondition } from './openCondition.ts';
import { recordBusinessValue } from './recordBusinessValue.ts';
import { renew } from './renew.ts';
import { reviewCondition } from './reviewCondition.ts';
import { reviewPlanItem } from './reviewPlanItem.ts';
import { startPlanSections } from './startPlanSection.ts';
import { upgradeSeats } from './upgradeSeats.ts';
import { win } from './win.ts';

/**
 * Every kind of move: where two do as much for one record, the one that is named first (and asks less) is proposed. Some KPIs have none, as nobody can bring them about by changing a record: what is billed or
 * spent (revenue, addressable-revenue-growth, share-of-wallet), and what others think and answer (relationship-score,
 * net-satisfaction, survey-response).
 */
export const moveKinds: readonly MoveKind[] = [
  renew,
  commit,
  win,
  attachPartner,
  attachServices,
  recordBusinessValue,
  answerMeeting,
  meetExecutive,
  meetSponsor,
  reviewCondition,
  agreeCondition,
  openCondition,
  reviewPlanItem,
  ...startPlanSections,
  completePlanItem,
  answerCommitment,
  deploySeats,
  upgradeSeats,
  activateSeats,
  allocateRevenue,
];
