/** Problems, readiness, and what the tab is told before anyone has signed in. */
import { z } from 'zod';

/** RFC 9457. `type` is stable; `detail` is for people. */
export const Problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string().optional(),
    instance: z.string().optional(),
    errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
    sourceUrl: z.string().nullable().optional().meta({ description: 'Where else it can be done.' }),
    retryAfter: z.int().optional().meta({ description: 'Seconds.' }),
    claims: z.string().optional().meta({ description: 'What the next sign-in has to ask for: the claims parameter of OpenID, JSON.' }),
    consent: z
      .object({ url: z.string(), permissions: z.array(z.string()) })
      .optional()
      .meta({ description: 'Where the person consents, in a browser window; afterwards the same can be asked again.' }),
    conflict: z
      .object({
        version: z.string().meta({ description: 'Asked again with this as ifMatch, it is written over.' }),
        fields: z.array(z.object({ field: z.string(), label: z.string(), known: z.unknown(), current: z.unknown(), wished: z.unknown() })),
      })
      .optional()
      .meta({ description: 'What was known here, what the source says now, and what was wished.' }),
  })
  .meta({ id: 'Problem' });

export const Ready = z.object({ ready: z.boolean(), missing: z.array(z.string()) }).meta({ id: 'Ready' });

/** In index.html: <script id="bootstrap" type="application/json"> */
export const Bootstrap = z
  .object({
    mode: z.enum(['local', 'tenant']),
    issuer: z.string(),
    /** Where a browser signs in: the issuer's authorization and token endpoints. */
    authorizationEndpoint: z.string(),
    tokenEndpoint: z.string(),
    clientId: z.string(),
    scope: z.string(),
    languages: z.array(z.string()),
  })
  .meta({ id: 'Bootstrap' });
export type Problem = z.infer<typeof Problem>;
export type Bootstrap = z.infer<typeof Bootstrap>;
