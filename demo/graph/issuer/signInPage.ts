import type { PersonSeed } from '../../tenant.ts';

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
export const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);

/** The sample people by address; a click signs in. The question rides along in the form's address. */
export function signInPage(people: readonly PersonSeed[], action: string): string {
  const choices = people.map(
    (person) => `<li><button name="username" value="${escapeHtml(person.userPrincipalName)}">
<strong>${escapeHtml(person.userPrincipalName)}</strong><span>${escapeHtml([person.displayName, person.jobTitle].filter(Boolean).join(', '))}</span></button></li>`,
  );
  return htmlPage(
    'Sign in to the local tenant',
    `<p>Sample people of the local Graph. One click signs in.</p>
<form method="post" action="${escapeHtml(action)}"><ul>${choices.join('\n')}</ul></form>`,
  );
}

export function htmlPage(title: string, content: string): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escapeHtml(title)}</title>
<style>
:root { color-scheme: light dark; font: 16px/1.5 'Segoe UI', system-ui, sans-serif; }
body { max-width: 36rem; margin: 3rem auto; padding: 0 1rem; }
ul { list-style: none; padding: 0; }
button { display: block; width: 100%; text-align: start; font: inherit; padding: .6rem 1rem; margin: .4rem 0; border: 1px solid #8886; border-radius: 6px; background: none; color: inherit; cursor: pointer; }
button:hover, button:focus-visible { outline: 2px solid #5b5fc7; }
button span { display: block; opacity: .75; font-size: .875rem; }
input, select, textarea { display: block; box-sizing: border-box; width: 100%; font: inherit; padding: .3rem .5rem; }
th { text-align: start; padding: .2rem 1.5rem .2rem 0; vertical-align: top; }
</style></head><body><h1>${escapeHtml(title)}</h1>
${content}
</body></html>`;
}
