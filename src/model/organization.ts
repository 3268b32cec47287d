import { called, defineRecord } from './fields.ts';

export const organization = defineRecord({
  type: 'organization',
  label: { en: 'Organization', 'zh-CN': '组织' },
  alsoCalled: called(
    'account, customer, company, client, business partner, sold-to party, subsidiary, legal entity',
    '公司, 客户, 企业, 单位, 客户列表',
  ),
  titleField: 'name',
  fields: {
    name: {
      kind: 'text',
      label: { en: 'Name', 'zh-CN': '名称' },
      alsoCalled: called(
        'account, company, customer, subsidiary, account name, company name, customer name, client, legal name, business partner',
        '公司, 客户, 公司名称, 客户名称, 企业名称, 单位名称',
      ),
    },
    country: {
      kind: 'country',
      label: { en: 'Country', 'zh-CN': '国家/地区' },
      alsoCalled: called(
        'office location, location, nation, billing country, address country, country code, country or region, hq country',
        '国家, 所在国家, 国别, 所属国家',
      ),
    },
    region: {
      kind: 'text',
      label: { en: 'Region', 'zh-CN': '区域' },
      alsoCalled: called('area, territory, sales region, geo, geography, theater', '地区, 大区, 区域, 所属区域, 销售区域'),
    },
    parent: {
      kind: 'reference',
      refersTo: 'organization',
      label: { en: 'Parent', 'zh-CN': '上级组织' },
      alsoCalled: called(
        'subsidiary of, parent company, parent account, parent account id, parent organization, part of, holding, ultimate parent',
        '母公司, 上级公司, 上级客户, 所属集团, 集团公司',
      ),
    },
    lineOfBusiness: {
      kind: 'text',
      label: { en: 'Line of business', 'zh-CN': '业务线' },
      alsoCalled: called('sector, industry, vertical, business unit, segment', '行业, 所属行业, 客户行业, 事业部'),
    },
    conditionsInScope: {
      kind: 'boolean',
      label: { en: 'Conditions of satisfaction in scope', 'zh-CN': '纳入满意条件' },
      alsoCalled: called('conditions in scope, cos in scope'),
    },
  },
});
