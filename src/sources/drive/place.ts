/** Where the rows of a source are: a file of the site's document library, and what of it. */
export interface Place {
  /** Below the library's root: 'Sales/Deals.xlsx'. */
  path: string;
  /** Of a workbook: the table's name, or else the sheet's. */
  table?: string;
  sheet?: string;
  /** Of a sheet: the row that holds its headers, from 1. Not given: the first row that holds several texts. */
  headerRow?: number;
  /** The columns that make up a row's id, where all that is mapped from here agrees on them: rows may then move. */
  key?: readonly string[];
}
