import type { Route } from '../call.ts';
import { collectionReply } from '../odata/collection.ts';
import { PERMISSIONS } from '../permissions.ts';

/** The directory itself: its id, its name, its domains. */
export const organizationRoutes: Route[] = [
  {
    method: 'GET',
    path: '/organization',
    permissions: PERMISSIONS.readOrganization,
    answer: (call) => {
      const { tenantId, domain, team } = call.tenant.seed;
      const domains = [
        { capabilities: 'Email, OfficeCommunicationsOnline', isDefault: true, isInitial: true, name: domain, type: 'Managed' },
      ];
      return collectionReply(call, 'organization', [{ id: tenantId, displayName: team.displayName, verifiedDomains: domains }]);
    },
  },
];
