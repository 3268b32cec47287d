import { type Country, countries, countryOf, type Region, regions } from './countries.ts';
import { randomOf } from './random.ts';
import { customerName, numbered, type SampleRecord } from './story.ts';

export interface Organization extends SampleRecord {
  name: string;
  country: string;
  region: Region;
  /** How much business is done here, among the others. */
  size: number;
  /** 0 the group, 1 a region, 2 a country's holding, 3 a subsidiary. */
  depth: number;
}

const holdings: Readonly<Record<string, string>> = {
  NL: 'Kestrane Nederland B.V.',
  DE: 'Kestrane Deutschland GmbH',
  FR: 'Kestrane France SAS',
  GB: 'Kestrane UK Holdings plc',
  ES: 'Kestrane Ibérica S.A.',
  IT: 'Kestrane Italia S.p.A.',
  PT: 'Kestrane Portugal, Lda.',
  PL: 'Kestrane Polska Sp. z o.o.',
  SE: 'Kestrane Sverige AB',
  CH: 'Kestrane (Schweiz) AG',
  AT: 'Kestrane Österreich GmbH',
  BE: 'Kestrane Belgium NV',
  US: 'Kestrane Holdings, Inc.',
  CA: 'Kestrane Canada ULC',
  MX: 'Kestrane México S.A. de C.V.',
  BR: 'Kestrane do Brasil Ltda.',
  CN: '柯斯川（中国）投资有限公司',
  JP: 'ケストレーン・ジャパン株式会社',
  KR: 'Kestrane Korea Co., Ltd.',
  IN: 'Kestrane India Private Limited',
  AU: 'Kestrane Australia Pty Ltd',
  SG: 'Kestrane Singapore Holdings Pte. Ltd.',
  VN: 'Kestrane Vietnam Company Limited',
  ZA: 'Kestrane Southern Africa (Pty) Ltd',
  AE: 'Kestrane Gulf FZE',
};
/** Subsidiaries with names of their own: bought, or merely long. */
const named: readonly (readonly [string, string, string])[] = [
  ['DE', 'Oberhauser Antriebstechnik GmbH & Co. KG', 'Drives'],
  ['DE', 'Kestrane Deutschland Verwaltungs- und Beteiligungsgesellschaft für Industrieautomatisierung mbH', 'Shared services'],
  ['DE', 'Süddeutsche Präzisionsgetriebe Württemberg AG', 'Drives'],
  ['CH', 'Feinwerk Thalbach AG', 'Instruments'],
  ['AT', 'Donauwerke Maschinenbau Gesellschaft m.b.H.', 'Drives'],
  ['CN', '柯斯川自动化设备（苏州）有限公司', 'Automation'],
  ['CN', '上海柯斯川国际贸易有限公司', 'Trading'],
  ['CN', '广州市华岭精密传动科技股份有限公司', 'Drives'],
  ['CN', '柯斯川（成都）软件技术服务有限公司', 'Shared services'],
  ['CN', '天津滨海柯斯川物流有限公司', 'Logistics'],
  ['JP', '東邦精機工業株式会社', 'Instruments'],
  ['JP', 'ケストレーン・ロジスティクス関西合同会社', 'Logistics'],
  ['JP', '北陸自動制御システム株式会社', 'Automation'],
  ['US', 'Larkfield Controls LLC', 'Automation'],
  ['US', 'Tidewater Instrument Company', 'Instruments'],
  ['US', 'Kestrane Financial Services Americas, Inc.', 'Financial services'],
  ['GB', 'Pennard & Sons Engineering Limited', 'Drives'],
  ['FR', 'Ateliers Mécaniques de la Haute-Vienne SA', 'Drives'],
  ['NL', 'Kestrane Shared Business Services Center for Europe, the Middle East and Africa B.V.', 'Shared services'],
  ['BR', 'Indústria de Engrenagens Serra Azul Ltda.', 'Drives'],
  ['KR', '한빛정밀제어 주식회사', 'Instruments'],
  ['IN', 'Vindhya Motion Systems Limited', 'Automation'],
];
const divisions = [
  'Automation',
  'Drives',
  'Instruments',
  'Logistics',
  'Trading',
  'Financial services',
  'Shared services',
  'Service and spare parts',
];
const legalForm: Readonly<Record<string, string>> = {
  NL: 'B.V.',
  DE: 'GmbH',
  FR: 'SAS',
  GB: 'Ltd',
  ES: 'S.L.',
  IT: 'S.r.l.',
  PT: 'Lda.',
  PL: 'Sp. z o.o.',
  SE: 'AB',
  CH: 'AG',
  AT: 'GmbH',
  BE: 'NV',
  US: 'LLC',
  CA: 'Inc.',
  MX: 'S.A. de C.V.',
  BR: 'Ltda.',
  CN: 'Co., Ltd.',
  JP: 'K.K.',
  KR: 'Co., Ltd.',
  IN: 'Pvt. Ltd.',
  AU: 'Pty Ltd',
  SG: 'Pte. Ltd.',
  VN: 'Co., Ltd.',
  ZA: '(Pty) Ltd',
  AE: 'FZE',
};
const places: Readonly<Record<string, readonly string[]>> = {
  NL: ['Rotterdam', 'Eindhoven'],
  DE: ['Stuttgart', 'Leipzig'],
  FR: ['Lyon', 'Nantes'],
  GB: ['Bristol', 'Leeds'],
  ES: ['Zaragoza'],
  IT: ['Bologna', 'Torino'],
  PT: ['Porto'],
  PL: ['Wrocław'],
  SE: ['Västerås'],
  CH: ['Winterthur'],
  AT: ['Linz'],
  BE: ['Antwerp'],
  US: ['Ohio', 'Texas', 'Carolina'],
  CA: ['Ontario'],
  MX: ['Monterrey'],
  BR: ['Campinas'],
  CN: ['Wuxi', 'Shenzhen'],
  JP: ['Nagoya'],
  KR: ['Busan'],
  IN: ['Pune', 'Chennai'],
  AU: ['Victoria'],
  SG: ['Tuas'],
  VN: ['Hai Phong'],
  ZA: ['Gauteng'],
  AE: ['Jebel Ali'],
};
const headOf: Readonly<Record<Region, string>> = {
  Europe: 'NL',
  Americas: 'US',
  'Greater China': 'CN',
  'Japan and Korea': 'JP',
  'Asia Pacific': 'SG',
  'Middle East and Africa': 'AE',
};
const count = 120;
/** The group, a region, a holding, a subsidiary. */
const sizeByDepth = [1.2, 0.5, 1.6, 0.8];

/** The tree: the group, its regions, a holding in each country, and what they hold. */
export function organizations(): Organization[] {
  const random = randomOf('organizations');
  const all: Organization[] = [];
  const add = (name: string, country: Country, parent: string | null, depth: number, lineOfBusiness: string): Organization => {
    const size = country.weight * (sizeByDepth[depth] ?? 1) * random.around(1, 1.6);
    const organization: Organization = {
      id: numbered('ORG', all.length + 1, 3),
      name,
      country: country.code,
      region: country.region,
      parent,
      lineOfBusiness,
      size,
      depth,
    };
    all.push(organization);
    return organization;
  };
  const group = add(`${customerName} N.V.`, countryOf('NL'), null, 0, 'Group');
  const regionIds = new Map(
    regions.map((region) => [region, add(`Kestrane ${region}`, countryOf(headOf[region]), group.id, 1, 'Group').id]),
  );
  const holdingIds = new Map(
    countries.map((country) => [
      country.code,
      add(holdings[country.code] as string, country, regionIds.get(country.region) ?? group.id, 2, 'Holding').id,
    ]),
  );
  for (const [code, name, division] of named) add(name, countryOf(code), holdingIds.get(code) ?? group.id, 3, division);
  const free = countries.flatMap((country) =>
    divisions.flatMap((division) =>
      (places[country.code] as readonly string[]).map((place) => ({
        country,
        division,
        place,
        draw: random.next() ** (1 / country.weight),
      })),
    ),
  );
  free.sort((a, b) => b.draw - a.draw);
  for (const { country, division, place } of free.slice(0, count - all.length)) {
    const name = `Kestrane ${division === 'Service and spare parts' ? 'Service' : division} ${place} ${legalForm[country.code]}`;
    add(name, country, holdingIds.get(country.code) ?? group.id, 3, division);
  }
  for (const organization of all) organization.conditionsInScope = organization.depth === 2 && countryOf(organization.country).weight >= 1;
  return all;
}
