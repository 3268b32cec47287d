/**
 * A file that cannot be used as it is. `what` goes on from the file's name and tells a manager what to do:
 * "Deals.xlsx" + "is protected by a password: …".
 */
export class FileProblem extends Error {
  override name = 'FileProblem';
  readonly code: FileProblemCode;
  readonly what: string;
  constructor(code: FileProblemCode, what: string) {
    super(what);
    this.code = code;
    this.what = what;
  }
}
export type FileProblemCode = 'damaged' | 'passwordProtected' | 'wrongFormat' | 'tooLarge' | 'tableGone' | 'empty';

export const damaged = (detail: string): FileProblem =>
  new FileProblem(
    'damaged',
    `is damaged and cannot be read (${detail}): open it in Excel, let it repair the file and save it, or restore an earlier version`,
  );
