import { called, defineRecord } from './fields.ts';

export const score = defineRecord({
  type: 'score',
  label: { en: 'Score', 'zh-CN': '评分' },
  alsoCalled: called(
    'survey response, survey answer, survey result, response, feedback, nps response, csat',
    '满意度, 满意度调查, 问卷结果, 问卷答复, 调查结果, 评分',
  ),
  fields: {
    survey: {
      kind: 'reference',
      refersTo: 'survey',
      label: { en: 'Survey', 'zh-CN': '调查' },
      alsoCalled: called('wave, survey id, survey wave, survey name, questionnaire, campaign', '问卷, 调查批次, 问卷名称, 调查名称'),
    },
    contact: {
      kind: 'reference',
      refersTo: 'contact',
      label: { en: 'Contact', 'zh-CN': '联系人' },
      alsoCalled: called('respondent, contact name, answered by', '受访人, 受访者, 答卷人, 联系人姓名'),
    },
    organization: { kind: 'reference', refersTo: 'organization', label: { en: 'Organization', 'zh-CN': '组织' } },
    answeredOn: {
      kind: 'date',
      label: { en: 'Answered on', 'zh-CN': '答复日' },
      alsoCalled: called(
        'response date, answered, submitted, submitted on, completed on, submitted at, completion time, recorded date, end date, date',
        '提交时间, 提交日期, 答题时间, 答卷日期, 评分日期, 完成时间, 回复日期',
      ),
    },
    method: {
      kind: 'choice',
      label: { en: 'Method', 'zh-CN': '方法' },
      choices: {
        nps: { en: 'NPS', 'zh-CN': 'NPS' },
        nsat5: { en: 'NSAT, five points', 'zh-CN': 'NSAT 五分制' },
        other: { en: 'Other', 'zh-CN': '其他' },
      },
      alsoCalled: called('score type, survey type, survey method, metric', '评分方法, 问卷类型, 评价方式'),
    },
    score: {
      kind: 'number',
      label: { en: 'Score', 'zh-CN': '分数' },
      alsoCalled: called(
        'rating, nps score, nps rating, nps, satisfaction, satisfaction score, overall satisfaction, csat, nsat, likelihood to recommend',
        '得分, 评分, 满意度, 满意度评分, 推荐度, nps得分, 总体满意度',
      ),
    },
    scaleMin: {
      kind: 'number',
      label: { en: 'Lowest of the scale', 'zh-CN': '量表最低' },
      alsoCalled: called('scale from, scale minimum, minimum score', '量表下限, 最低分'),
    },
    scaleMax: {
      kind: 'number',
      label: { en: 'Highest of the scale', 'zh-CN': '量表最高' },
      alsoCalled: called('scale to, scale maximum, maximum score, out of', '量表上限, 满分, 最高分'),
    },
    comment: {
      kind: 'note',
      label: { en: 'Comment', 'zh-CN': '评论' },
      alsoCalled: called('comments, feedback, remarks, verbatim, reason for score', '意见, 反馈, 建议, 备注, 意见建议, 评语'),
    },
  },
});
