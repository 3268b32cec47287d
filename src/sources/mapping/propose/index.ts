export { type Answers, alsoAnswers, type EntryJson, entryJson, mappingJson } from './answer.ts';
export { type Preview, type PreviewRow, previewEntry } from './preview.ts';
export { proposeList, proposeLists, recordsIn } from './propose.ts';
export { proposeSettings, type SettingProposal } from './settings.ts';
export * from './types.ts';
export { type Waiting, waitingKpis } from './waiting.ts';
