/** There is no such record to link to, or nothing was said that could be taken back. */
export class UnknownLinkError extends Error {
  override name = 'UnknownLinkError';
}
