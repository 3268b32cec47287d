import type { Text } from '../../../model/index.ts';

/** The sentences of the reasons, in both languages. */
export const both = (en: string, zh: string): Text => ({ en, 'zh-CN': zh });

/** Clauses into one sentence; empty ones are left out. */
export function joined(...clauses: readonly (Text | null)[]): Text {
  const said = clauses.filter((clause) => clause !== null);
  return both(said.map((clause) => clause.en).join('; '), said.map((clause) => clause['zh-CN']).join('；'));
}

export const headerSays = (header: string, field: string, score: number): Text =>
  score >= 0.9
    ? both(`the header is ‘${header}’, which usually means ${field}`, `列名“${header}”通常表示 ${field}`)
    : score > 0
      ? both(`the header ‘${header}’ may mean ${field}`, `列名“${header}”可能表示 ${field}`)
      : both(`the header ‘${header}’ does not tell`, `列名“${header}”无法判断`);

export const valuesSay = (count: number, of: number, what: Text): Text =>
  of === 0
    ? both('the sample has no values in it', '样本中没有值')
    : both(`${count} of ${of} values are ${what.en}`, `${of} 个值中有 ${count} 个是${what['zh-CN']}`);

export const quoted = (values: readonly string[], most = 5): { en: string; zh: string } => {
  const shown = values.slice(0, most);
  const more = values.length - shown.length;
  return {
    en: shown.map((value) => `‘${value}’`).join(', ') + (more > 0 ? ` and ${more} more` : ''),
    zh: shown.map((value) => `“${value}”`).join('、') + (more > 0 ? ` 等 ${values.length} 个` : ''),
  };
};
