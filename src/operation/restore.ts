/** npm run restore -- FILE: puts a backup into an empty installation, or with --force in place of what is there. */
import { erasureKeyOf } from '../privacy/erasureKey.ts';
import { openDatabase } from '../store/database.ts';
import { type Restored, restoreEmbedded, restorePostgres } from './archive/restore.ts';
import { countOf, readCommand, runCommand } from './commandLine.ts';
import { installationDir } from './dataDir.ts';
import { OperationError } from './errors.ts';

const usage = 'npm run restore -- FILE [--force] [--nothing-ran-since] [--mode tenant] [--data DIR]';

await runCommand(async () => {
  const { config, file, flags } = readCommand(process.argv.slice(2), process.env, usage, ['--force', '--nothing-ran-since']);
  const options = {
    now: new Date(),
    force: flags.has('--force'),
    nothingRanSince: flags.has('--nothing-ran-since'),
    erasureKey: () => erasureKeyOf(config, installationDir(config)),
  };
  const restored = config.databaseUrl
    ? await intoServer(file, config.databaseUrl, options)
    : await restoreEmbedded(file, installationDir(config), options);
  return told(restored, options.nothingRanSince);
});

async function intoServer(file: string, url: string, options: Parameters<typeof restorePostgres>[2]): Promise<Restored> {
  const db = await openDatabase({ engine: 'postgres', url });
  try {
    return await restorePostgres(file, db, options);
  } catch (error) {
    const { code, message } = error as { code?: string; message: string };
    if (code && ['ECONNREFUSED', 'ENOTFOUND', '28P01', '3D000'].includes(code))
      throw new OperationError(`the database of DATABASE_URL cannot be reached or refuses (${message}): nothing was changed`);
    throw error;
  } finally {
    await db.close();
  }
}

function told({ verified: { header, rows }, upgraded, replaced, erasedAgain }: Restored, nothingRanSince: boolean): string {
  return [
    `Restored ${countOf(rows.workspace)} as on ${header.madeAt} (made by ${header.program} on ${header.engine}).`,
    upgraded.length > 0 ? `Its schema was brought up to date: ${upgraded.join(', ')}.` : '',
    replaced ? `What was there before is kept in ${replaced}: delete it when all is well.` : '',
    nothingRanSince
      ? ''
      : 'Messages that waited then do not leave by themselves (they may have left since): managers are asked about digests.',
    erasedAgain === null ? 'Erase again whom you erased since the backup: the list of them was not there to be read.' : '',
    erasedAgain ? `${erasedAgain} persons who were erased since the backup were erased again.` : '',
  ]
    .filter(Boolean)
    .join('\n');
}
