import { called, defineRecord } from './fields.ts';

export const partner = defineRecord({
  type: 'partner',
  label: { en: 'Partner', 'zh-CN': '合作伙伴' },
  alsoCalled: called('channel partner, reseller, alliance, channel partners', '渠道, 合作方, 渠道商, 代理商, 经销商'),
  titleField: 'name',
  fields: {
    name: {
      kind: 'text',
      label: { en: 'Name', 'zh-CN': '名称' },
      alsoCalled: called(
        'partner, partner name, company, company name, reseller name',
        '合作伙伴名称, 伙伴名称, 渠道商名称, 代理商名称, 公司名称',
      ),
    },
    kind: {
      kind: 'text',
      label: { en: 'Kind', 'zh-CN': '种类' },
      alsoCalled: called('type, partner type, category, partner category, partner level', '类型, 伙伴类型, 合作伙伴类型, 渠道类型'),
    },
  },
});
