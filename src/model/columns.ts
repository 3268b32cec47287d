import { type Field, type RecordDefinition, snakeCase } from './fields.ts';

export type SqlType = 'text' | 'date' | 'numeric' | 'integer' | 'boolean' | 'text[]';
export interface Column {
  name: string;
  sqlType: SqlType;
}

const oneColumn: Partial<Record<Field['kind'], SqlType>> = {
  text: 'text',
  choice: 'text',
  date: 'date',
  number: 'numeric',
  integer: 'integer',
  boolean: 'boolean',
  country: 'text',
  countries: 'text[]',
  currency: 'text',
  texts: 'text[]',
};

/** The columns that hold a field. Personal fields have none: they live in person. */
export function columnsOf(name: string, field: Field): readonly Column[] {
  const base = snakeCase(name);
  switch (field.kind) {
    case 'money':
      return [
        { name: base, sqlType: 'numeric' },
        { name: `${base}_currency`, sqlType: 'text' },
      ];
    case 'reference':
    case 'person':
      return [{ name: `${base}_id`, sqlType: 'text' }];
    case 'references':
      return [{ name: `${base}_ids`, sqlType: 'text[]' }];
    case 'note':
      return [{ name: `${base}_note_id`, sqlType: 'text' }];
    case 'personal':
      return [];
    default: {
      const sqlType = oneColumn[field.kind];
      if (!sqlType) throw new Error(`no column for a field of kind ${field.kind}`);
      return [{ name: base, sqlType }];
    }
  }
}

/** A record type's own columns: those of its fields, then those that the store remembers. Record types with personal fields have person_id. */
export function recordColumns(definition: RecordDefinition): readonly Column[] {
  const fields = Object.entries(definition.fields);
  return [
    ...(fields.some(([, field]) => field.kind === 'personal') ? [{ name: 'person_id', sqlType: 'text' } as const] : []),
    ...fields.flatMap(([name, field]) => columnsOf(name, field)),
    ...Object.entries(definition.remembered ?? {})
      .filter(([name]) => !definition.fields[name])
      .map(([name, sqlType]) => ({ name: snakeCase(name), sqlType })),
  ];
}
