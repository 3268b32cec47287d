/** npm run map -- DIR: proposes what the CSV files of a folder mean, asks what only a person can say, and writes mapping.json. */
import { createInterface } from 'node:readline/promises';
import { MappingError } from '../src/sources/mapping/errors.ts';
import { CsvFolderError } from './csv/folder.ts';
import { type Ask, mapFolder } from './map/folder.ts';

const usage =
  'map needs one folder: npm run map -- DIR [--yes] [--force]\n  --yes    takes what is sure and asks nothing\n  --force  replaces a mapping.json that is there';

/** Numbered answers; an empty line leaves the question open. */
function keyboard(): { ask: Ask; close(): void } {
  const lines = createInterface({ input: process.stdin, output: process.stdout });
  let isOpen = true;
  lines.once('close', () => {
    isOpen = false;
  });
  return {
    async ask(question, answers) {
      if (!isOpen) return null;
      console.log(`\n${question}`);
      for (const [index, answer] of answers.entries()) console.log(`  ${index + 1}) ${answer}`);
      for (;;) {
        const text = (await lines.question(`1${answers.length > 1 ? `–${answers.length}` : ''}, ⏎ = – : `)).trim();
        if (text === '' || text === '0' || text === '-') return null;
        const number = Number(text);
        if (Number.isInteger(number) && number >= 1 && number <= answers.length) return number - 1;
      }
    },
    close: () => lines.close(),
  };
}

/** Exit code. */
async function run(args: readonly string[]): Promise<number> {
  const flags = new Set(args.filter((arg) => arg.startsWith('-')));
  const folders = args.filter((arg) => !arg.startsWith('-'));
  const [folder] = folders;
  if (folder === undefined || folders.length > 1 || [...flags].some((flag) => flag !== '--yes' && flag !== '--force')) {
    console.error(usage);
    return 1;
  }
  const keys = process.stdin.isTTY && !flags.has('--yes') ? keyboard() : null;
  try {
    const file = await mapFolder({
      folder,
      force: flags.has('--force'),
      ask: keys?.ask ?? null,
      say: (line) => console.log(line),
      language: /^zh/i.test(process.env.LC_ALL ?? process.env.LC_MESSAGES ?? process.env.LANG ?? '') ? 'zh-CN' : 'en',
      timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    });
    return file === null ? 1 : 0;
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (!(error instanceof CsvFolderError) && !(error instanceof MappingError) && !(code && /^E[A-Z]+$/.test(code))) throw error;
    console.error((error as Error).message);
    return 1;
  } finally {
    keys?.close();
  }
}

process.exitCode = await run(process.argv.slice(2));
