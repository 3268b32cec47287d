import { canConnectSources } from '../../access/policies/sources.ts';
import { entryJson, previewEntry, proposeList } from '../../sources/mapping/propose/index.ts';
import { operations } from '../contract.ts';
import { understoodEntries } from '../mappings/entries.ts';
import { knownRecords } from '../mappings/known.ts';
import { readableSource } from '../mappings/readable.ts';
import { presentMappingPreview } from '../presenters/mapping.ts';
import { inAccount } from '../reading.ts';
import { accountRoute } from '../route.ts';

/** What a source seems to hold, and its first rows as they would be understood. Nothing of it is kept. */
export const sourcesPreview = accountRoute({
  operation: operations.previewSource,
  may: canConnectSources,
  async answer(asked, house) {
    const { recordType, where, fields, ...origin } = asked.body;
    const readable = await readableSource(asked, house, origin);
    const { name, sample, parts } = readable;
    const known = await inAccount(asked, house, (tx) => knownRecords(tx, asked.account.id));
    const proposal = proposeList(sample, known, recordType);
    const proposed = proposal.entry && entryJson(proposal.entry);
    const given = fields && recordType ? { recordType, fields, ...(where ? { where } : {}) } : null;
    const shown =
      given ?? (proposal.entry && proposed ? { recordType: proposal.entry.recordType, fields: proposed.fields as never } : null);
    const [entry] = shown ? understoodEntries([shown], readable) : [];
    const context = { source: name, columns: sample.columns, accountCurrency: asked.account.currency, timeZone: asked.account.timeZone };
    const preview = entry ? previewEntry(entry, sample.rows, context, known) : null;
    return { body: presentMappingPreview(sample, proposal, preview, asked.language, parts) };
  },
});
