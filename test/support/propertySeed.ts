import fc from 'fast-check';

/**
 * A run of the tests can be repeated: it draws the same examples each time, so that what fails has changed. New examples
 * are looked for on purpose: `PROPERTY_SEED=random` draws others, any number those of that number.
 */
const asked = process.env.PROPERTY_SEED ?? '20261125';
if (asked !== 'random') fc.configureGlobal({ seed: Number(asked) });
