import { type Database, openDatabase } from '../store/database.ts';
import { refuseOtherMajor } from '../store/embeddedVersion.ts';
import { DataFolderError } from '../store/errors.ts';

/** The embedded database in a folder. @throws DataFolderError where it cannot be opened */
export async function openEmbedded(folder: string): Promise<Database> {
  refuseOtherMajor(folder);
  return openDatabase({ engine: 'pglite', dataDir: folder }).catch((error: Error) => {
    throw new DataFolderError(
      `the embedded database in ${folder} cannot be opened (${error.message}): it may be damaged. Put a backup in its place with "npm run restore -- FILE --force" (it is kept beside it), or choose another folder with DATA_DIR`,
    );
  });
}
