import { called, defineRecord } from './fields.ts';

/** A member of the account team. */
export const member = defineRecord({
  type: 'member',
  label: { en: 'Team member', 'zh-CN': '团队成员' },
  alsoCalled: called('team member, account team, sales team, employee, staff, virtual team', '团队成员, 客户团队, 销售团队, 员工, 成员'),
  fields: {
    name: {
      kind: 'personal',
      attribute: 'name',
      label: { en: 'Name', 'zh-CN': '姓名' },
      alsoCalled: called(
        'full name, member, employee, employee name, sales agent, sales rep, display name',
        '成员, 成员姓名, 员工姓名, 销售人员',
      ),
    },
    role: {
      kind: 'text',
      label: { en: 'Role', 'zh-CN': '角色' },
      alsoCalled: called('job title, team role, function, position', '职位, 岗位, 职务, 团队角色'),
    },
    country: {
      kind: 'country',
      label: { en: 'Country', 'zh-CN': '国家/地区' },
      alsoCalled: called('location, office location, country code', '国家, 所在国家'),
    },
    timeZone: { kind: 'text', label: { en: 'Time zone', 'zh-CN': '时区' }, alsoCalled: called('time zone name, timezone, tz') },
    /** 'HH:MM-HH:MM'. */
    workingHours: {
      kind: 'text',
      label: { en: 'Working hours', 'zh-CN': '工作时间' },
      alsoCalled: called('hours, business hours, office hours', '上班时间'),
    },
    /** As the directory names it: 'en-US'. */
    preferredLanguage: {
      kind: 'text',
      label: { en: 'Preferred language', 'zh-CN': '首选语言' },
      alsoCalled: called('language, preferred locale', '语言'),
    },
    /** Of another organization: nothing is asked of them. */
    isGuest: {
      kind: 'boolean',
      label: { en: 'Guest', 'zh-CN': '来宾' },
      alsoCalled: called('external, is guest, external user', '外部人员, 是否来宾'),
    },
    manager: {
      kind: 'person',
      label: { en: 'Manager', 'zh-CN': '经理' },
      alsoCalled: called('reports to, supervisor, line manager, boss', '直属上级, 上级, 主管, 汇报对象'),
    },
  },
});
