import type { Route } from './call.ts';
import { applicationRoutes } from './resources/applications.ts';
import { calendarRoutes } from './resources/calendarView.ts';
import { deltaRoutes } from './resources/delta.ts';
import { driveRoutes } from './resources/drives.ts';
import { groupRoutes } from './resources/groups.ts';
import { itemRoutes } from './resources/items.ts';
import { listMakingRoutes } from './resources/listMaking.ts';
import { listRoutes } from './resources/lists.ts';
import { organizationRoutes } from './resources/organization.ts';
import { plannerRoutes } from './resources/planner.ts';
import { servicePrincipalRoutes } from './resources/servicePrincipals.ts';
import { sitePermissionRoutes } from './resources/sitePermissions.ts';
import { siteRoutes } from './resources/sites.ts';
import { subscriptionRoutes } from './resources/subscriptions.ts';
import { teamRoutes } from './resources/teams.ts';
import { userRoutes } from './resources/users.ts';

/** Everything below /v1.0 except $batch. Where two paths fit, the first wins: delta stands before an item's id. */
export const ROUTES: readonly Route[] = [
  ...siteRoutes,
  ...driveRoutes,
  ...listRoutes,
  ...listMakingRoutes,
  ...deltaRoutes,
  ...itemRoutes,
  ...userRoutes,
  ...calendarRoutes,
  ...plannerRoutes,
  ...groupRoutes,
  ...teamRoutes,
  ...subscriptionRoutes,
  ...organizationRoutes,
  ...applicationRoutes,
  ...servicePrincipalRoutes,
  ...sitePermissionRoutes,
];
