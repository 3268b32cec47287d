/** No KPI has this id; the message names the nearest. */
export class UnknownKpiError extends Error {
  override name = 'UnknownKpiError';
}
/** A period that cannot be read; the message says which are understood. */
export class InvalidPeriodError extends Error {
  override name = 'InvalidPeriodError';
}
/** A hypothetical change that names no record type, record or field, or a value that does not fit; the message says which. */
export class InvalidChangeError extends Error {
  override name = 'InvalidChangeError';
}
/** Goal-seek without a target, or with one that is not a number. */
export class InvalidTargetError extends Error {
  override name = 'InvalidTargetError';
}
