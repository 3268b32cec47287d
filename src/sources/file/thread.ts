/** The thread that reads CSV files. */
import { serveTables } from '../drive/serveTables.ts';
import { openCsv } from './read.ts';

await serveTables(async (content) => openCsv(content));
