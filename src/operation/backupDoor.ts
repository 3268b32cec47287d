import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createConnection, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Database } from '../store/database.ts';
import { writeArchive } from './archive/write.ts';
import { programVersion } from './program.ts';

const addressFile = (installation: string) => join(installation, 'backup-door');

/**
 * An embedded database belongs to one process: a backup beside a running server is asked of that server, by a socket of this
 * machine whose address stands in the installation's folder, where its owner alone may read it.
 * @returns what closes it
 */
export async function serveBackups(
  db: Database,
  installation: string,
  now: () => Date,
  report: (error: unknown) => void,
): Promise<() => void> {
  const id = `account-pulse-${process.pid}-${randomBytes(8).toString('hex')}`;
  // Not in the folder itself: the path of a socket may have a hundred characters, and no more.
  const address = process.platform === 'win32' ? `\\\\.\\pipe\\${id}` : join(tmpdir(), `${id}.sock`);
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    // A file that is not whole is known by its missing end: whoever asked says so.
    writeArchive(db, socket, { program: programVersion, now: now() }).catch((error: unknown) => {
      socket.destroy();
      report(error);
    });
  });
  server.maxConnections = 1;
  const before = process.umask(0o177);
  try {
    await new Promise<void>((resolve, reject) => server.once('error', reject).listen(address, resolve));
  } catch (error) {
    // Where no socket can be had, backups are made while the server is stopped.
    report(error);
    return () => undefined;
  } finally {
    process.umask(before);
  }
  server.unref();
  writeFileSync(addressFile(installation), address, { mode: 0o600 });
  return () => {
    rmSync(addressFile(installation), { force: true });
    server.close();
  };
}

/** Asks the server that works on an installation for a backup. @returns null where nobody stands behind the door */
export async function backupThroughServer(installation: string): Promise<((to: Writable) => Promise<void>) | null> {
  const file = addressFile(installation);
  if (!existsSync(file)) return null;
  const socket = createConnection(readFileSync(file, 'utf8'));
  try {
    await once(socket, 'connect');
  } catch {
    // A server that was killed leaves its door behind; its database can be opened.
    return null;
  }
  return (to) => pipeline(socket, to);
}
