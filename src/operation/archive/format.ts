import { z } from 'zod';

/**
 * A backup: gzip of lines of JSON, readable with zcat. The first line says what it is, then follows each table ({table,
 * columns}) with its rows (arrays of PostgreSQL's own text of each value, null for NULL), and at last how many rows each
 * table has and the SHA-256 of all the lines before.
 *
 * It is our own and no pg_dump, because one format then serves both engines: it needs no program beside ours, it moves an
 * installation from the embedded database to a server and back, it outlives PostgreSQL's major versions, and it knows the
 * schema that it was made with, so that an older archive is upgraded on its way in.
 */
export const archiveFormat = 'account-pulse-archive';
export const archiveVersion = 1;

export const ArchiveHeader = z.object({
  format: z.literal(archiveFormat),
  version: z.int(),
  madeAt: z.iso.datetime(),
  program: z.string(),
  engine: z.string(),
  postgres: z.string(),
  tenantId: z.string().nullable(),
  /** The schema: names and checksums of the migrations that had been applied, in their order. */
  migrations: z.array(z.object({ name: z.string().regex(/^[\w.-]+$/), checksum: z.string() })),
});
export type ArchiveHeader = z.output<typeof ArchiveHeader>;

export const TableLine = z.object({ table: z.string(), columns: z.array(z.string()) });
export type TableLine = z.output<typeof TableLine>;
export const EndLine = z.object({ end: z.literal(true), rows: z.record(z.string(), z.int()), sha256: z.string() });
export type EndLine = z.output<typeof EndLine>;
export type RowLine = readonly (string | null)[];

/** Not part of a backup: the schema's own book, which the header stands for, and a cache that may be emptied at any time. */
export const leftOut: readonly string[] = ['schema_migration', 'nudge_weight'];
