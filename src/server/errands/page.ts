import { createHash } from 'node:crypto';
import type { Language } from '../../model/index.ts';

const style = `:root{color-scheme:light dark;font:16px/1.5 "Segoe UI",system-ui,sans-serif}
body{margin:0;min-height:100vh;display:grid;place-items:center;background:Canvas;color:CanvasText}
main{max-width:34rem;padding:2rem}h1{font-size:1.5rem;line-height:1.25;margin:0 0 1rem}p{margin:.5rem 0}a{color:LinkText}`;

/** The page has no script and one style. */
export const pageHeaders: Readonly<Record<string, string>> = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'content-security-policy': `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
};

const escaped = (text: string): string => text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);

/** What became of an answer, for the browser window in which the person has signed in. */
export function page(language: Language, title: string, lines: readonly string[], link?: { text: string; url: string } | null): string {
  const paragraphs = lines.map((line) => `<p>${escaped(line)}</p>`).join('\n');
  const further = link && /^https?:\/\//i.test(link.url) ? `<p><a href="${escaped(link.url)}">${escaped(link.text)}</a></p>` : '';
  return `<!doctype html>
<html lang="${language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escaped(title)} · Account Pulse</title><style>${style}</style></head>
<body><main><h1>${escaped(title)}</h1>
${paragraphs}
${further}</main></body>
</html>
`;
}

/** Texts of that page. */
export const pageTexts = {
  en: {
    saved: 'Saved',
    unchanged: 'It was saved already',
    close: 'You can close this window; the card in the chat shows it too.',
    notSaved: 'Nothing was saved',
    expired: 'This link has been used, or is older than 15 minutes. Press the button in the chat again.',
    another: 'You are signed in as somebody else than the person who clicked in the chat. Sign out, and press the button again.',
    refused: 'The sign-in was not completed. Press the button in the chat again.',
    source: 'Open it in the source',
    consented: 'Thank you: Account Pulse may now do this in your name',
    goOn: 'You can close this window, and try again where you were.',
    connected: (title: string) => `Connected: ${title}`,
    takeBack: 'You can take it back at any time on your own page in Account Pulse.',
    noConsent:
      'No consent was given, so nothing changes. Where your organisation lets only an administrator consent, ask yours: Account Pulse does not ask you again by itself.',
  },
  'zh-CN': {
    saved: '已保存',
    unchanged: '此前已保存',
    close: '您可以关闭此窗口，聊天中的卡片也会更新。',
    notSaved: '未保存任何内容',
    expired: '此链接已被使用，或已超过 15 分钟。请在聊天中重新点击按钮。',
    another: '当前登录的不是在聊天中点击按钮的人。请退出登录后重新点击按钮。',
    refused: '登录未完成。请在聊天中重新点击按钮。',
    source: '在来源中打开',
    consented: '谢谢：Account Pulse 现在可以以您的名义执行此操作',
    goOn: '您可以关闭此窗口，然后在原处重试。',
    connected: (title: string) => `已连接：${title}`,
    takeBack: '您可以随时在 Account Pulse 的个人页面中撤销。',
    noConsent: '未授予权限，一切保持不变。如果贵组织只允许管理员授权，请联系管理员：Account Pulse 不会自动再次询问。',
  },
} as const satisfies Record<Language, Record<string, string | ((title: string) => string)>>;
