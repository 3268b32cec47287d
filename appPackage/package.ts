import { readFileSync } from 'node:fs';
import type { TeamsManifestV1D30 } from '@microsoft/app-manifest';
import { zipSync } from 'fflate';
import { type EnvironmentName, fillIn, type Variables } from './environment.ts';

type Manifest = TeamsManifestV1D30.TeamsManifestV1D30;

/**
 * without: the default package. with: it may also read every message of the channels it is installed in, so that a
 * digest in doubt can be looked for instead of asked about.
 */
export type Reading = 'without' | 'with';

const here = new URL('./', import.meta.url);
const text = (name: string) => readFileSync(new URL(name, here), 'utf8');
/** The same input gives the same bytes: the earliest time that a zip can hold. */
const mtime = new Date(1980, 0, 1);

/** The files of one app package, by their names in it. */
export function packageFiles(environment: EnvironmentName, variables: Variables, reading: Reading): Record<string, Uint8Array> {
  const manifest = JSON.parse(fillIn(text('manifest.json'), environment, variables)) as Manifest;
  if (reading === 'with') allowReading(manifest);
  // A bot that is a managed identity has an id of its own.
  if (variables.BOT_ID) for (const bot of manifest.bots ?? []) bot.botId = variables.BOT_ID;
  const languages = (manifest.localizationInfo?.additionalLanguages ?? []).map(({ file }) => file);
  return {
    'manifest.json': bytes(`${JSON.stringify(manifest, null, 2)}\n`),
    ...Object.fromEntries(languages.map((file) => [file, bytes(fillIn(text(file), environment, variables))])),
    [manifest.icons.color]: new Uint8Array(readFileSync(new URL(manifest.icons.color, here))),
    [manifest.icons.outline]: new Uint8Array(readFileSync(new URL(manifest.icons.outline, here))),
  };
}

export const zipped = (files: Record<string, Uint8Array>): Uint8Array => zipSync(files, { level: 9, mtime });

function allowReading(manifest: Manifest): void {
  const more = JSON.parse(text('with-reading/permissions.json')) as NonNullable<
    NonNullable<NonNullable<Manifest['authorization']>['permissions']>['resourceSpecific']
  >;
  manifest.authorization?.permissions?.resourceSpecific?.push(...more);
}

function bytes(content: string): Uint8Array {
  return new TextEncoder().encode(content);
}
