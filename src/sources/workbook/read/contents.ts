import { damaged, FileProblem } from '../../drive/problems.ts';
import { type Area, areaOf } from './references.ts';
import { type Attributes, attribute, readXml, unescaped } from './xml.ts';
import type { Parts } from './zip.ts';

export interface Sheet {
  name: string;
  isVisible: boolean;
  part: string;
}
export interface Table {
  name: string;
  sheet: Sheet;
  area: Area;
  /** 0: the header row is hidden, and the area holds data alone. */
  headerRows: number;
  totalsRows: number;
  columns: string[];
}
/** What there is in a workbook, without its cells. */
export interface Contents {
  is1904: boolean;
  sheets: Sheet[];
  tables: Table[];
  stringsPart: string | null;
  stylesPart: string | null;
}

const smallPart = 32 * 1_048_576;

export interface Relationship {
  id: string;
  /** The last word of its type: 'worksheet'. Strict workbooks have other addresses before it. */
  type: string;
  /** The name of the part that it leads to, or an address outside. */
  target: string;
}

const folderOf = (part: string): string => part.slice(0, part.lastIndexOf('/') + 1);
function resolve(part: string, target: string): string {
  const path = target.startsWith('/') ? target.slice(1) : folderOf(part) + target;
  const names: string[] = [];
  for (const name of path.split('/')) {
    if (name === '..') names.pop();
    else if (name !== '.' && name !== '') names.push(name);
  }
  return names.join('/');
}

export async function relationshipsOf(parts: Parts, part: string): Promise<Relationship[]> {
  const name = `${folderOf(part)}_rels/${part.slice(part.lastIndexOf('/') + 1)}.rels`;
  if (!parts.has(name)) return [];
  const found: Relationship[] = [];
  await readXml(name, parts.chunks(name, smallPart), {
    open: (tag, { Id = '', Type = '', Target = '', TargetMode }) => {
      if (tag !== 'Relationship') return;
      const isOutside = TargetMode === 'External';
      found.push({ id: Id, type: Type.slice(Type.lastIndexOf('/') + 1), target: isOutside ? Target : resolve(part, Target) });
    },
  });
  return found;
}

/** @throws FileProblem */
export async function readContents(parts: Parts): Promise<Contents> {
  if (!parts.has('[Content_Types].xml')) throw damaged('its part [Content_Types].xml is missing');
  const book = (await relationshipsOf(parts, '')).find(({ type }) => type === 'officeDocument')?.target;
  if (book === undefined) throw damaged('nothing in it says where the workbook begins');
  if (/\.bin$/i.test(book)) throw new FileProblem('wrongFormat', 'is a binary workbook (.xlsb): save it as .xlsx');
  if (!parts.has(book)) throw damaged(`its part ${book} is missing`);
  const related = await relationshipsOf(parts, book);
  const { isWorkbook, is1904, named } = await readBook(parts, book);
  if (!isWorkbook) throw new FileProblem('wrongFormat', 'is no Excel workbook but another Office file: save the table as .xlsx');
  const sheets = named.flatMap(({ name, isVisible, id }) => {
    const target = related.find((relationship) => relationship.id === id);
    // Charts and macros stand among the sheets too, and hold no cells.
    if (target && target.type !== 'worksheet') return [];
    if (!target || !parts.has(target.target)) throw damaged(`the sheet "${name}" is missing`);
    return [{ name, isVisible, part: target.target }];
  });
  const tables: Table[] = [];
  for (const sheet of sheets) {
    for (const { type, target } of await relationshipsOf(parts, sheet.part)) {
      if (type === 'table') tables.push(await readTable(parts, target, sheet));
    }
  }
  const partOf = (wanted: string) => related.find(({ type }) => type === wanted)?.target ?? null;
  return { is1904, sheets, tables, stringsPart: partOf('sharedStrings'), stylesPart: partOf('styles') };
}

const isTrue = (value: string | undefined): boolean => value === '1' || value === 'true' || value === 'on';

async function readBook(parts: Parts, part: string) {
  let isWorkbook = false;
  let is1904 = false;
  const named: { name: string; isVisible: boolean; id: string }[] = [];
  await readXml(part, parts.chunks(part, smallPart), {
    open: (tag, attributes: Attributes) => {
      if (tag === 'workbook') isWorkbook = true;
      else if (tag === 'workbookPr') is1904 = isTrue(attributes.date1904);
      else if (tag === 'sheet') {
        const isVisible = (attributes.state ?? 'visible') === 'visible';
        named.push({ name: unescaped(attributes.name ?? ''), isVisible, id: attribute(attributes, 'id') ?? '' });
      }
    },
  });
  return { isWorkbook, is1904, named };
}

async function readTable(parts: Parts, part: string, sheet: Sheet): Promise<Table> {
  let table: Table | null = null;
  await readXml(part, parts.chunks(part, smallPart), {
    open: (tag, attributes) => {
      if (tag === 'table') {
        const area = areaOf(attributes.ref ?? '');
        if (!area) throw damaged(`${part} does not say where its table lies`);
        table = {
          name: unescaped(attributes.displayName ?? attributes.name ?? ''),
          sheet,
          area,
          headerRows: Number(attributes.headerRowCount ?? 1),
          totalsRows: Number(attributes.totalsRowCount ?? 0),
          columns: [],
        };
      } else if (tag === 'tableColumn') table?.columns.push(unescaped(attributes.name ?? ''));
    },
  });
  if (!table) throw damaged(`${part} holds no table`);
  return table;
}
