/** One thing to do: said before it is done, and harmless where it was done before. */
export interface Step {
  says: string;
  run(): Promise<void>;
}

/** The setup cannot go on; the message says why, and what to do. */
export class SetupError extends Error {
  override name = 'SetupError';
}
