import { type Language, model } from '../../model/index.ts';
import { cellText, isEmptyCell } from '../../sources/mapping/parse/cell.ts';
import {
  type EntryProposal,
  type ListProposal,
  type ListSample,
  type Preview,
  type Question,
  sureFrom,
} from '../../sources/mapping/propose/index.ts';
import type { MappingPreview } from '../contract.ts';

const mostExamples = 3;

function columnsOf({ columns, rows }: ListSample): MappingPreview['columns'] {
  return columns
    .filter((column) => !column.isSystem)
    .map(({ name, displayName }) => {
      const filled = rows.map((row) => row.cells[name]).filter((cell) => !isEmptyCell(cell));
      const texts = new Set(
        filled.map((cell) => cellText(cell)?.slice(0, 120)).filter((text): text is string => text !== undefined && text !== ''),
      );
      return { name, displayName, filled: filled.length, examples: [...texts].slice(0, mostExamples) };
    });
}

const question = ({ field, text, isNeeded, candidates }: Question, language: Language) => ({
  field,
  text: text[language],
  isNeeded,
  candidates: candidates.map(({ label, mapping, where, confidence, reason }) => ({
    label: label[language],
    mapping: mapping ? { ...mapping } : null,
    where: where ? { ...where } : null,
    confidence,
    reason: reason[language],
  })),
});

const fieldLabel = ({ recordType }: EntryProposal, field: string, language: Language): string =>
  model[recordType].fields[field]?.label[language] ?? field;

export function presentMappingPreview(
  sample: ListSample,
  { entry, otherTypes }: ListProposal,
  preview: Preview | null,
  language: Language,
  parts: MappingPreview['parts'] = null,
): MappingPreview {
  return {
    list: sample.list,
    parts,
    columns: columnsOf(sample),
    sampled: sample.rows.length,
    proposal: entry && {
      recordType: entry.recordType,
      label: model[entry.recordType].label[language],
      confidence: entry.confidence,
      isSure: entry.confidence >= sureFrom,
      reason: entry.reason[language],
      fields: entry.fields.map(({ field, mapping, confidence, reason }) => ({
        field,
        label: fieldLabel(entry, field, language),
        mapping: { ...mapping },
        confidence,
        reason: reason[language],
      })),
      questions: entry.questions.map((one) => question(one, language)),
      unused: [...entry.unused],
    },
    otherTypes: otherTypes.map(({ recordType, confidence, reason }) => ({
      recordType,
      label: model[recordType].label[language],
      confidence,
      reason: reason[language],
    })),
    preview: preview && {
      rows: preview.rows.map(({ rowId, recordId, fields, reasons }) => ({ rowId, recordId, fields, reasons: [...reasons] })),
      counted: preview.counted,
      unmatched: preview.unmatched.map(({ field, refersTo, keys, records }) => ({ field, refersTo, keys: [...keys], records })),
    },
  };
}
