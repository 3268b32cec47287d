import { strToU8, Zip, ZipDeflate } from 'fflate';

export const columnsOfFile = [
  'Deal Id',
  'Deal',
  'Customer',
  'Stage',
  'Value',
  'Closed',
  'Created',
  'Seller',
  'Product',
  'Country',
  ...Array.from({ length: 10 }, (_, index) => `Extra ${index}`),
];
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packaged = 'http://schemas.openxmlformats.org/package/2006';

/** The cells of a row: texts, numbers, dates (a serial number), a formula by its value, a yes or no. */
export const rowOfFile = (row: number): (string | number)[] => [
  `D-${row}`,
  `Deal number ${row} of the year`,
  `Customer ${row % 500}`,
  ['Won', 'Lost', 'Open', 'Proposal'][row % 4] ?? '',
  (row * 37.25) % 100_000,
  45_000 + (row % 900),
  44_000 + (row % 900),
  `Seller ${row % 80}`,
  `Product ${row % 12}`,
  'DE',
  ...Array.from({ length: 10 }, (_, index) => (index % 3 === 0 ? `Note ${(row * index) % 5_000}` : row * index)),
];

function* bundled(parts: Iterable<string>): Generator<string> {
  let bundle = '';
  for (const part of parts) {
    bundle += part;
    if (bundle.length < 65_536) continue;
    yield bundle;
    bundle = '';
  }
  yield bundle;
}

/** An .xlsx file of one sheet, Deals, with its texts shared, as Excel writes it. */
export function largeWorkbook(rows: number): Buffer {
  const chunks: Uint8Array[] = [];
  const zip = new Zip((error, chunk) => {
    if (error) throw error;
    chunks.push(chunk);
  });
  const add = (name: string, parts: Iterable<string>) => {
    const file = new ZipDeflate(name, { level: 6 });
    zip.add(file);
    for (const part of bundled(parts)) file.push(strToU8(part));
    file.push(new Uint8Array(0), true);
  };
  const texts = new Map<string, number>();
  const textOf = (text: string) => {
    const known = texts.get(text) ?? texts.size;
    texts.set(text, known);
    return known;
  };
  const letter = (column: number) => String.fromCharCode(65 + column);
  const cell = (value: string | number, column: number, row: number) => {
    const reference = `${letter(column)}${row}`;
    if (typeof value === 'string') return `<c r="${reference}" t="s"><v>${textOf(value)}</v></c>`;
    if (column === 5 || column === 6) return `<c r="${reference}" s="1"><v>${value}</v></c>`;
    return column === 14 ? `<c r="${reference}"><f>E${row}*2</f><v>${value}</v></c>` : `<c r="${reference}"><v>${value}</v></c>`;
  };
  const line = (cells: readonly (string | number)[], row: number) =>
    `<row r="${row}">${cells.map((value, column) => cell(value, column, row)).join('')}</row>`;
  function* sheet() {
    yield `<?xml version="1.0"?><worksheet xmlns="${main}"><sheetData>${line(columnsOfFile, 1)}`;
    for (let row = 2; row <= rows + 1; row += 1) yield line(rowOfFile(row), row);
    yield '</sheetData></worksheet>';
  }
  const relationship = (id: number, type: string, target: string) =>
    `<Relationship Id="rId${id}" Type="${office}/${type}" Target="${target}"/>`;
  const relationships = (list: string) => [`<?xml version="1.0"?><Relationships xmlns="${packaged}/relationships">${list}</Relationships>`];
  add('[Content_Types].xml', [`<Types xmlns="${packaged}/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>`]);
  add('_rels/.rels', relationships(relationship(1, 'officeDocument', 'xl/workbook.xml')));
  add('xl/workbook.xml', [
    `<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="Deals" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  ]);
  add(
    'xl/_rels/workbook.xml.rels',
    relationships(
      relationship(1, 'worksheet', 'worksheets/sheet1.xml') +
        relationship(2, 'styles', 'styles.xml') +
        relationship(3, 'sharedStrings', 'sharedStrings.xml'),
    ),
  );
  add('xl/styles.xml', [`<styleSheet xmlns="${main}"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>`]);
  add('xl/worksheets/sheet1.xml', sheet());
  function* shared() {
    yield `<sst xmlns="${main}">`;
    for (const text of texts.keys()) yield `<si><t>${text}</t></si>`;
    yield '</sst>';
  }
  add('xl/sharedStrings.xml', shared());
  zip.end();
  return Buffer.concat(chunks);
}

export function largeCsv(rows: number): Buffer {
  const lines = [columnsOfFile.join(',')];
  for (let row = 2; row <= rows + 1; row += 1) lines.push(rowOfFile(row).join(','));
  return Buffer.from(lines.join('\n'));
}
