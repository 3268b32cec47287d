/** The thread that reads workbooks. */
import { serveTables } from '../drive/serveTables.ts';
import { openWorkbook, regionOf, regionRows } from './read/index.ts';

await serveTables(async (content, place) => {
  const workbook = await openWorkbook(content);
  const region = await regionOf(workbook, place);
  return {
    names: region.names,
    rows: (columns) => regionRows(workbook, region, columns),
  };
});
