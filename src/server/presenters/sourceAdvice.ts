import type { Language, Text } from '../../model/index.ts';

const stays: Text = {
  en: 'Its records stay as they were last read, and go on counting; reading goes on by itself as soon as it can.',
  'zh-CN': '其记录保持上次读取时的状态并继续计入指标；一旦可以读取，将自动恢复同步。',
};
const and = (text: Text, more: Text = stays): Text => ({ en: `${text.en} ${more.en}`, 'zh-CN': `${text['zh-CN']}${more['zh-CN']}` });

/** By the code of a source's problem (src/sync/problem.ts, src/sources): what a manager can do, and what happens meanwhile. */
const advice: Readonly<Record<string, Text>> = {
  notFound: and({
    en: 'It was deleted, moved to another site, or its site is gone. Restore it from the site’s recycle bin (93 days), or connect the list or file at its new place under Sources and disconnect this one.',
    'zh-CN': '该来源已被删除、移到其他网站，或其网站已不存在。请从网站回收站恢复（93 天内），或在“来源”中连接其新位置并断开此来源。',
  }),
  forbidden: and({
    en: 'The permission of this app on the site was withdrawn, or has expired. An administrator grants it again: “npm run doctor” names the grant, and docs/permissions.md explains it.',
    'zh-CN': '本应用对该网站的权限已被撤销或过期。请管理员重新授权：运行“npm run doctor”可查看所需授权，详见 docs/permissions.md。',
  }),
  signInRefused: and({
    en: 'Entra ID refuses this installation: its secret or certificate has expired, or its consent was withdrawn. Tell your administrator; “npm run doctor” says which.',
    'zh-CN': 'Entra ID 拒绝了本应用的登录：密钥或证书已过期，或授权同意已被撤销。请联系管理员；“npm run doctor”会指出原因。',
  }),
  throttled: { en: 'Microsoft asks to come back later. Nothing is to be done.', 'zh-CN': 'Microsoft 要求稍后再试，无需任何操作。' },
  unreachable: and({
    en: 'Microsoft Graph did not answer. Nothing is to be done, unless it lasts for hours.',
    'zh-CN': 'Microsoft Graph 未响应。除非持续数小时，否则无需操作。',
  }),
  refused: and({
    en: 'Microsoft Graph refused the question. If it lasts, tell your administrator.',
    'zh-CN': 'Microsoft Graph 拒绝了请求。若持续出现，请联系管理员。',
  }),
  locked: and({ en: 'Somebody works in the file. It is read when it is closed.', 'zh-CN': '有人正在编辑该文件，关闭后会自动读取。' }),
  partlyRead: and({
    en: 'Microsoft Graph could not read some of its items. Nothing is to be done.',
    'zh-CN': 'Microsoft Graph 无法读取部分项目，无需操作。',
  }),
  missingColumn: and({
    en: 'A column that the mapping names is gone or has another name. Bring it back, or change the mapping under Sources.',
    'zh-CN': '映射中的某列已被删除或改名。请恢复该列，或在“来源”中修改映射。',
  }),
  tableGone: and({
    en: 'The table or sheet is gone or has another name. Bring it back, or change the mapping under Sources.',
    'zh-CN': '该表格或工作表已被删除或改名。请恢复，或在“来源”中修改映射。',
  }),
  damaged: and({
    en: 'Open the file in Excel, let it repair it, and save it; or restore an earlier version.',
    'zh-CN': '请用 Excel 打开并修复保存该文件，或恢复早期版本。',
  }),
  passwordProtected: and({
    en: 'Take the password off the file: nobody could type it at night.',
    'zh-CN': '请取消该文件的密码保护，否则无法自动读取。',
  }),
  tooLarge: and({ en: 'Keep only what is needed in it, or put the rows into a list.', 'zh-CN': '请精简文件内容，或改用列表。' }),
  askingToDelete: {
    en: 'Many records are no longer there at once. Say under Sources whether they shall go; until then they stay and count.',
    'zh-CN': '有大量记录同时消失。请在“来源”中确认是否删除；确认之前它们保留并继续计入指标。',
  },
};

/** null: there is no problem, or its own message says it all. */
export const adviceFor = (code: string | undefined, language: Language): string | null =>
  code === undefined ? null : (advice[code]?.[language] ?? null);
