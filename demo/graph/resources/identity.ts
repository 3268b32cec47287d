import type { Tenant } from '../state/tenant.ts';

/** Who did something, as items and lists say it: a person by name and address, or an app. */
export function identityOf(tenant: Tenant, id: string) {
  const person = tenant.person(id);
  if (!person) return { application: { id, displayName: 'Account Pulse' } };
  return { user: { email: person.userPrincipalName, id: person.id, displayName: person.displayName } };
}
