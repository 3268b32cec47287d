import { called, defineRecord } from './fields.ts';

/** One measurement of one product at one organization, in seats. */
export const deployment = defineRecord({
  type: 'deployment',
  label: { en: 'Deployment', 'zh-CN': '部署' },
  alsoCalled: called(
    'seats, licence usage, license usage, usage, adoption, installed base, deployment status',
    '许可使用, 部署情况, 席位, 授权使用, 产品使用情况',
  ),
  fields: {
    organization: { kind: 'reference', refersTo: 'organization', label: { en: 'Organization', 'zh-CN': '组织' } },
    product: {
      kind: 'text',
      label: { en: 'Product', 'zh-CN': '产品' },
      alsoCalled: called('product name, sku, workload, service, software, title', '产品名称, 软件, 软件名称, 服务'),
    },
    measuredOn: {
      kind: 'date',
      label: { en: 'Measured on', 'zh-CN': '测量日' },
      alsoCalled: called(
        'date, as of, as of date, measurement date, report date, report refresh date, snapshot date',
        '统计日期, 测量日期, 截至日期, 快照日期, 数据日期',
      ),
    },
    owned: {
      kind: 'number',
      min: 0,
      label: { en: 'Seats owned', 'zh-CN': '拥有席位' },
      alsoCalled: called(
        'seats, licences, licenses, purchased, entitled, entitlements, licensed, seats purchased, licenses owned, purchased seats, assigned licenses, total licenses, quantity owned',
        '购买数量, 许可数量, 授权数量, 购买席位, 席位数, 已购席位, 授权数',
      ),
    },
    deployed: {
      kind: 'number',
      min: 0,
      label: { en: 'Seats deployed', 'zh-CN': '已部署席位' },
      alsoCalled: called(
        'installed, assigned, seats assigned, deployed seats, deployed licenses, licenses assigned, installations, activated',
        '已部署, 部署数量, 已分配, 已分配席位, 安装数量, 已激活数量, 部署席位',
      ),
    },
    active: {
      kind: 'number',
      min: 0,
      label: { en: 'Seats active', 'zh-CN': '活跃席位' },
      alsoCalled: called(
        'active users, active seats, monthly active users, mau, in use, used, active usage',
        '活跃用户, 活跃用户数, 活跃数, 使用数量, 月活跃用户',
      ),
    },
    current: {
      kind: 'number',
      min: 0,
      label: { en: 'Seats on the current or previous version', 'zh-CN': '当前或上一版本席位' },
      alsoCalled: called(
        'current version, on current version, up to date, latest version, seats on a current version',
        '当前版本数, 最新版本数, 当前版本席位',
      ),
    },
  },
});
