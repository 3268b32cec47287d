import { defineRecord } from './fields.ts';

/** A member of the account team. */
export const member = defineRecord({
  type: 'member',
  label: { en: 'Team member', 'zh-CN': '团队成员' },
  fields: {
    name: { kind: 'personal', attribute: 'name', label: { en: 'Name', 'zh-CN': '姓名' } },
    role: { kind: 'text', label: { en: 'Role', 'zh-CN': '角色' } },
    country: { kind: 'country', label: { en: 'Country', 'zh-CN': '国家/地区' } },
    timeZone: { kind: 'text', label: { en: 'Time zone', 'zh-CN': '时区' } },
    /** 'HH:MM-HH:MM'. */
    workingHours: { kind: 'text', label: { en: 'Working hours', 'zh-CN': '工作时间' } },
    manager: { kind: 'person', label: { en: 'Manager', 'zh-CN': '经理' } },
  },
});
