/** The thread that reads workbooks. */
import { serveTables } from '../drive/serveTables.ts';
import { openWorkbook, regionOf, regionRows } from './read/index.ts';

await serveTables(async (content, place) => {
  const workbook = await openWorkbook(content);
  const region = await regionOf(workbook, place);
  return {
    names: region.names,
    async *rows(columns) {
      for await (const batch of regionRows(workbook, region)) {
        yield batch.map(({ position, cells }) => ({ position, cells: columns.map((column) => cells[column] ?? null) }));
      }
    },
  };
});
