/** A refusal of the token or authorization endpoint, as RFC 6749 writes it. */
export class OAuthError extends Error {
  readonly status: number;
  readonly code: string;
  readonly subCode: string | null;
  /** What the next sign-in has to ask for: JSON. */
  readonly claims: string | null;

  constructor(status: number, code: string, description: string, subCode: string | null = null, claims: string | null = null) {
    super(description);
    this.name = 'OAuthError';
    this.status = status;
    this.code = code;
    this.subCode = subCode;
    this.claims = claims;
  }

  body(at: Date) {
    return {
      error: this.code,
      error_description: this.message,
      ...(this.subCode === null ? {} : { suberror: this.subCode }),
      ...(this.claims === null ? {} : { claims: this.claims }),
      timestamp: at.toISOString(),
    };
  }
}
