import type { FieldValue, RecordType } from '../../model/index.ts';
import type { Tx } from '../../store/database.ts';
import { recordInputs } from '../../sync/recordInputs.ts';
import { isSame } from '../../writeback/reading.ts';

/** Whether the record as it is known has these values already. */
export async function alreadySo(
  tx: Tx,
  accountId: string,
  { recordType, recordId, set }: { recordType: RecordType; recordId: string; set: Readonly<Record<string, unknown>> },
  accountCurrency: string | null = null,
): Promise<boolean> {
  const [stored] = await recordInputs(tx, accountId, recordType, [recordId]);
  return (
    Boolean(stored) &&
    Object.entries(set).every(([name, value]) => isSame(stored?.input.fields[name], value as FieldValue, accountCurrency))
  );
}
