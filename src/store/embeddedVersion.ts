import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DataFolderError } from './errors.ts';

/** PostgreSQL's major version in the embedded database; a test holds it against what it says itself. */
export const embeddedMajor = 18;

/** A folder of another major version cannot be opened, and trying would only say so in PostgreSQL's own riddles. @throws DataFolderError */
export function refuseOtherMajor(folder: string): void {
  const file = join(folder, 'PG_VERSION');
  if (!existsSync(file)) return;
  const found = readFileSync(file, 'utf8').trim();
  if (found === String(embeddedMajor)) return;
  throw new DataFolderError(
    `the embedded database in ${folder} was written by PostgreSQL ${found}, and this release holds PostgreSQL ${embeddedMajor}. ` +
      `Three steps: 1. install the release that last ran on this folder and save it with "npm run backup -- FILE"; ` +
      `2. move ${folder} away; 3. install this release again and put it back with "npm run restore -- FILE". Nothing was changed`,
  );
}
