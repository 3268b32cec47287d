/**
 * The contract of the HTTP API: every shape that crosses it, once. The server checks requests with these schemas,
 * the OpenAPI document is generated from them, and the tab takes its types from here. It imports nothing but zod.
 *
 * Amounts: `{amount, currency}` where the unit is money, else a number; a ratio is a number between 0 and 1.
 * Titles, labels and texts are in the language that Accept-Language asks for (en, zh-CN).
 */

export * from './contract/access.ts';
export * from './contract/accounts.ts';
export * from './contract/calendars.ts';
export * from './contract/connections.ts';
export * from './contract/digests.ts';
export * from './contract/edits.ts';
export * from './contract/lists.ts';
export * from './contract/madeLists.ts';
export * from './contract/mappings.ts';
export * from './contract/nudges.ts';
export * from './contract/operations.ts';
export * from './contract/privacy.ts';
export * from './contract/problems.ts';
export * from './contract/question.ts';
export * from './contract/readings.ts';
export * from './contract/records.ts';
export * from './contract/settings.ts';
export * from './contract/setup.ts';
export * from './contract/words.ts';
