import type { Call } from '../call.ts';
import { badRequest } from '../http/errors.ts';

/** The JSON object that was sent. */
export function bodyOf(call: Call): Record<string, unknown> {
  try {
    const body: unknown = JSON.parse(call.request.body);
    if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body as Record<string, unknown>;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw badRequest(
    'Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.',
    'BadRequest',
  );
}

export const texts = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);
