/** npm run docs:permissions: renews the tables of docs/permissions.md. */
import { readFileSync, writeFileSync } from 'node:fs';
import { withTables } from './permissionsTable.ts';

const file = new URL('../../docs/permissions.md', import.meta.url);
writeFileSync(file, withTables(readFileSync(file, 'utf8')));
