import { strToU8, zipSync } from 'fflate';

/** A cell: a text, a number, a yes or no, an error, or a number with the style of a date (see `styles`). */
export type SeedCell =
  | string
  | number
  | boolean
  | null
  | { error: string }
  | { serial: number; style: number }
  | { formula: string; value: number };
export interface SeedTable {
  name: string;
  ref: string;
  columns: readonly string[];
  headerRows?: number;
  totalsRows?: number;
}
export interface SeedSheet {
  name: string;
  rows: readonly (readonly SeedCell[])[];
  tables?: readonly SeedTable[];
  merged?: readonly string[];
  state?: 'hidden' | 'veryHidden';
}

/** 0 General, 1 yyyy-mm-dd, 2 dd/mm/yyyy hh:mm, 3 hh:mm, 4 0.00 "days", 5 [h]:mm */
const styles = `<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="5"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/><numFmt numFmtId="165" formatCode="dd/mm/yyyy\\ hh:mm"/><numFmt numFmtId="166" formatCode="hh:mm;@"/><numFmt numFmtId="167" formatCode="0.00&quot; days&quot;"/><numFmt numFmtId="168" formatCode="[h]:mm"/></numFmts><cellXfs count="6"><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="166"/><xf numFmtId="167"/><xf numFmtId="168"/></cellXfs></styleSheet>`;
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const related = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const escaped = (text: string) => text.replace(/[&<>"]/g, (letter) => `&#${letter.charCodeAt(0)};`);
const letters = (column: number): string =>
  column < 26 ? String.fromCharCode(65 + column) : letters(Math.floor(column / 26) - 1) + letters(column % 26);

function cellXml(cell: SeedCell, reference: string): string {
  if (cell === null) return `<c r="${reference}"/>`;
  if (typeof cell === 'string') return `<c r="${reference}" t="inlineStr"><is><t xml:space="preserve">${escaped(cell)}</t></is></c>`;
  if (typeof cell === 'boolean') return `<c r="${reference}" t="b"><v>${cell ? 1 : 0}</v></c>`;
  if (typeof cell === 'number') return `<c r="${reference}"><v>${cell}</v></c>`;
  if ('error' in cell) return `<c r="${reference}" t="e"><v>${cell.error}</v></c>`;
  if ('formula' in cell) return `<c r="${reference}"><f>${escaped(cell.formula)}</f><v>${cell.value}</v></c>`;
  return `<c r="${reference}" s="${cell.style}"><v>${cell.serial}</v></c>`;
}

const sheetXml = ({ rows, merged = [], tables = [] }: SeedSheet): string =>
  `${head}<worksheet xmlns="${main}" xmlns:r="${related}"><sheetData>${rows
    .map((cells, row) => `<row r="${row + 1}">${cells.map((cell, column) => cellXml(cell, letters(column) + (row + 1))).join('')}</row>`)
    .join(
      '',
    )}</sheetData>${merged.length > 0 ? `<mergeCells>${merged.map((ref) => `<mergeCell ref="${ref}"/>`).join('')}</mergeCells>` : ''}${tables.length > 0 ? `<tableParts>${tables.map((_, index) => `<tablePart r:id="rId${index + 1}"/>`).join('')}</tableParts>` : ''}</worksheet>`;

const relationships = (list: readonly [type: string, target: string][]): string =>
  `${head}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${list
    .map(([type, target], index) => `<Relationship Id="rId${index + 1}" Type="${related}/${type}" Target="${target}"/>`)
    .join('')}</Relationships>`;

/** A small .xlsx file, as Excel would write it. */
export function workbookOf(sheets: readonly SeedSheet[], { is1904 = false } = {}): Uint8Array {
  const parts: Record<string, string> = {
    '[Content_Types].xml': `${head}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>`,
    '_rels/.rels': relationships([['officeDocument', 'xl/workbook.xml']]),
    'xl/workbook.xml': `${head}<workbook xmlns="${main}" xmlns:r="${related}"><workbookPr${is1904 ? ' date1904="1"' : ''}/><sheets>${sheets
      .map(
        (sheet, index) =>
          `<sheet name="${escaped(sheet.name)}" sheetId="${index + 1}"${sheet.state ? ` state="${sheet.state}"` : ''} r:id="rId${index + 1}"/>`,
      )
      .join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': relationships([
      ...sheets.map((_, index): [string, string] => ['worksheet', `worksheets/sheet${index + 1}.xml`]),
      ['styles', 'styles.xml'],
    ]),
    'xl/styles.xml': head + styles,
  };
  let number = 0;
  sheets.forEach((sheet, index) => {
    parts[`xl/worksheets/sheet${index + 1}.xml`] = sheetXml(sheet);
    const targets = (sheet.tables ?? []).map((table): [string, string] => {
      number += 1;
      parts[`xl/tables/table${number}.xml`] =
        `${head}<table xmlns="${main}" id="${number}" name="${table.name}" displayName="${table.name}" ref="${table.ref}" headerRowCount="${table.headerRows ?? 1}" totalsRowCount="${table.totalsRows ?? 0}"><tableColumns>${table.columns.map((name, id) => `<tableColumn id="${id + 1}" name="${escaped(name)}"/>`).join('')}</tableColumns></table>`;
      return ['table', `../tables/table${number}.xml`];
    });
    if (targets.length > 0) parts[`xl/worksheets/_rels/sheet${index + 1}.xml.rels`] = relationships(targets);
  });
  return zipSync(Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, strToU8(text)])));
}
