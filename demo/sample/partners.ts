import { numbered, type SampleRecord } from './story.ts';

const named: readonly (readonly [string, string])[] = [
  ['Avenwick Consulting', 'SI'],
  ['Brightmoor Systems', 'SI'],
  ['Solenta Group', 'SI'],
  ['北辰信息技术有限公司', 'SI'],
  ['みなとシステムズ株式会社', 'SI'],
  ['Datenhof Nord GmbH', 'LSP'],
  ['Corvane Licensing', 'LSP'],
  ['Torrefuerte Software', 'LSP'],
  ['Pelorus Analytics', 'ISV'],
  ['Gearloop', 'ISV'],
  ['Ironquay Security', 'ISV'],
  ['Halden Managed Services', 'MSP'],
  ['Kestrane Digital Services', 'Customer and partner'],
  ['Ostara Advisory', 'Advisor'],
];
export const partners = (): SampleRecord[] => named.map(([name, kind], index) => ({ id: numbered('P', index + 1, 2), name, kind }));
