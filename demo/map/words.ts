import { model, type Text } from '../../src/model/index.ts';
import type {
  Candidate,
  EntryProposal,
  FieldProposal,
  Preview,
  PreviewRow,
  TypeProposal,
} from '../../src/sources/mapping/propose/index.ts';
import type { FieldMapping, MappingEntry } from '../../src/sources/mapping/types.ts';

const both = (en: string, zh: string): Text => ({ en, 'zh-CN': zh });
const percent = (confidence: number) => `${Math.round(confidence * 100)} %`;

function origin(mapping: FieldMapping): string {
  if (mapping.row) return '(row)';
  if (mapping.value !== undefined) return JSON.stringify(mapping.value);
  const { column, ...further } = mapping;
  return Object.keys(further).length === 0 ? (column ?? '') : `${column} ${JSON.stringify(further)}`;
}

/** What the command says, in both languages. */
export const words = {
  list: (list: string, rows: number, { recordType, confidence, reason }: EntryProposal) => {
    const label = model[recordType].label;
    return both(
      `${list}.csv, ${rows} rows → ${label.en} (${recordType}), ${percent(confidence)}: ${reason.en}`,
      `${list}.csv，${rows} 行 → ${label['zh-CN']}（${recordType}），${percent(confidence)}：${reason['zh-CN']}`,
    );
  },
  field: ({ field, mapping, confidence, reason }: FieldProposal) =>
    both(
      `  ${field} ← ${origin(mapping)}, ${percent(confidence)}: ${reason.en}`,
      `  ${field} ← ${origin(mapping)}，${percent(confidence)}：${reason['zh-CN']}`,
    ),
  unused: (columns: readonly string[]) => both(`  not read: ${columns.join(', ')}`, `  未读取：${columns.join('、')}`),
  unknownList: (list: string, rows: number) =>
    both(
      `${list}.csv, ${rows} rows: none of the record types that KPIs are made of; left out`,
      `${list}.csv，${rows} 行：不是指标所需的记录类型，已略过`,
    ),
  unsureList: (list: string, types: readonly string[]) =>
    both(`${list}.csv may be ${types.join(' or ')}: not sure, left out`, `${list}.csv 可能是 ${types.join(' 或 ')}：不确定，已略过`),
  whichType: (list: string) => both(`What does ${list}.csv hold?`, `${list}.csv 中是什么？`),
  typeChoice: ({ recordType, confidence, reason }: TypeProposal) =>
    both(
      `${model[recordType].label.en}, ${percent(confidence)}: ${reason.en}`,
      `${model[recordType].label['zh-CN']}，${percent(confidence)}：${reason['zh-CN']}`,
    ),
  candidate: ({ label, confidence, reason }: Candidate) =>
    both(`${label.en}, ${percent(confidence)}: ${reason.en}`, `${label['zh-CN']}，${percent(confidence)}：${reason['zh-CN']}`),
  open: (field: string, candidates: readonly Candidate[]) =>
    both(
      `  ${field}: left out; may be ${candidates.map(({ label }) => label.en).join(', or ')}`,
      `  ${field}：未采用；可能是 ${candidates.map(({ label }) => label['zh-CN']).join('，或 ')}`,
    ),
  leftOut: (list: string) => both(`  ${list}.csv is left out: what it needs was not answered`, `  ${list}.csv 已略过：必需的问题没有回答`),
  nothing: both(
    'Nothing to write: no list is surely of a record type that KPIs are made of.',
    '没有可写的内容：没有列表能确定属于指标所需的记录类型。',
  ),
  setting: (setting: string, value: string, reason: Text) =>
    both(`account.${setting}: ${value} (${reason.en})`, `account.${setting}：${value}（${reason['zh-CN']}）`),
  settingLeft: (setting: string) =>
    both(
      `account.${setting}: not said by the lists; the default holds until mapping.json says it`,
      `account.${setting}：列表中没有，在 mapping.json 中注明之前采用默认值`,
    ),
  whichSetting: (setting: string) => both(`account.${setting}?`, `account.${setting}？`),
  counted: ({ list, recordType }: MappingEntry, { rows, understood, quarantined, ofOthers }: Preview['counted']) =>
    both(
      `${list}: ${understood} of ${rows} rows become records of the type ${recordType}${quarantined > 0 ? `, ${quarantined} would be quarantined` : ''}${ofOthers > 0 ? `, ${ofOthers} are other customers’` : ''}`,
      `${list}：${rows} 行中有 ${understood} 行成为 ${recordType} 记录${quarantined > 0 ? `，${quarantined} 行将被隔离` : ''}${ofOthers > 0 ? `，${ofOthers} 行属于其他客户` : ''}`,
    ),
  quarantined: ({ rowId, reasons }: PreviewRow) => {
    const said = reasons.map(({ column, field, value, expected }) => `${column ?? field}: ${value ?? ''} (${expected})`).join('; ');
    return both(`  row ${rowId}: ${said}`, `  第 ${rowId} 行：${said}`);
  },
  unmatched: ({ field, refersTo, keys, records }: Preview['unmatched'][number]) => {
    const some = keys.slice(0, 5).join(', ');
    return both(
      `  ${field}: ${records} rows name a ${refersTo} that is not there (${some})`,
      `  ${field}：${records} 行引用了不存在的 ${refersTo}（${some}）`,
    );
  },
  written: (file: string, isUsed: boolean, folder: string) =>
    isUsed
      ? both(`${file} is written. See it with: npm start -- --data ${folder}`, `已写入 ${file}。查看：npm start -- --data ${folder}`)
      : both(
          `${file} is written beside the mapping.json that was there: compare, then replace it, or run again with --force`,
          `已写入 ${file}，原有的 mapping.json 保持不变：请比较后替换，或加 --force 重新运行`,
        ),
};
