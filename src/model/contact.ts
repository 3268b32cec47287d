import { called, defineRecord } from './fields.ts';

export const contact = defineRecord({
  type: 'contact',
  label: { en: 'Contact', 'zh-CN': '联系人' },
  alsoCalled: called('person, people, stakeholder, customer contact, key contact, executive', '联系人, 客户联系人, 干系人, 关键人'),
  fields: {
    name: {
      kind: 'personal',
      attribute: 'name',
      label: { en: 'Name', 'zh-CN': '姓名' },
      alsoCalled: called('full name, contact, contact name, person name, display name', '联系人, 联系人姓名, 名字, 客户姓名'),
    },
    title: {
      kind: 'personal',
      attribute: 'title',
      label: { en: 'Title', 'zh-CN': '职务' },
      alsoCalled: called('job title, position, role, function', '职位, 岗位, 头衔'),
    },
    level: {
      kind: 'choice',
      label: { en: 'Level', 'zh-CN': '级别' },
      choices: {
        CXO: { en: 'CXO', 'zh-CN': '首席高管' },
        VP: { en: 'VP', 'zh-CN': '副总裁' },
        director: { en: 'Director', 'zh-CN': '总监' },
        other: { en: 'Other', 'zh-CN': '其他' },
      },
      alsoCalled: called('seniority, management level, contact level, job level, rank', '职级, 层级, 管理级别, 决策层级'),
    },
    organization: { kind: 'reference', refersTo: 'organization', label: { en: 'Organization', 'zh-CN': '组织' } },
    activeFrom: {
      kind: 'date',
      label: { en: 'Active from', 'zh-CN': '在任自' },
      alsoCalled: called('in office since, since, active since, in role since', '任职日期, 入职日期, 在任开始'),
    },
    /** The last day on which the person is active. */
    activeUntil: {
      kind: 'date',
      label: { en: 'Active until', 'zh-CN': '在任至' },
      alsoCalled: called('left on, left company on, in office until, active to', '离任日期, 离职日期, 在任结束'),
    },
    relationshipOwner: {
      kind: 'person',
      label: { en: 'Relationship owner', 'zh-CN': '关系负责人' },
      alsoCalled: called(
        'owner, contact owner, account manager, relationship manager, responsible, looked after by',
        '负责人, 联系人负责人, 客户经理, 关系维护人',
      ),
    },
    sponsor: {
      kind: 'person',
      label: { en: 'Executive sponsor', 'zh-CN': '高管赞助人' },
      alsoCalled: called('our sponsor, sponsor, exec sponsor', '赞助人, 高层对口人, 对口高管'),
    },
    sponsorCadence: {
      kind: 'integer',
      min: 1,
      max: 1000,
      label: { en: 'Sponsor cadence, days', 'zh-CN': '赞助人会面间隔（天）' },
      alsoCalled: called('sponsor cadence, meeting cadence days, cadence days', '会面间隔, 拜访周期'),
    },
    address: {
      kind: 'personal',
      attribute: 'address',
      label: { en: 'E-mail address', 'zh-CN': '邮箱' },
      alsoCalled: called(
        'email, e mail, mail, email address, e mail address, work email, business email',
        '电子邮箱, 电子邮件, 邮件, 邮箱地址',
      ),
    },
  },
});
