import { fileKind } from '../drive/source.ts';

/**
 * Tables and sheets of Excel workbooks. Downloaded and read here: that works with the app's own rights and in every
 * cloud, while Graph's workbook API is closed to application permissions and missing in 21Vianet.
 */
export const workbookSource = () =>
  fileKind({ kind: 'workbook', thread: new URL('./thread.ts', import.meta.url), mostBytes: 64 * 1_048_576 });
