import type { InvokeAnswer } from './adapter.ts';
import type { Words } from './i18n/words.ts';
import type { LoginNeeded } from './signIn.ts';

/** Of the Universal Action Model: 401 with an OAuthCard whose tokenExchangeResource Teams answers by single sign-on. */
export const loginRequest = ({ resource, url }: LoginNeeded, { t }: Words): InvokeAnswer => ({
  status: 200,
  body: {
    statusCode: 401,
    type: 'application/vnd.microsoft.activity.loginRequest',
    value: {
      text: t.nudges.signIn,
      connectionName: 'account-pulse',
      tokenExchangeResource: { id: 'account-pulse', uri: resource, providerId: '' },
      buttons: [{ type: 'signin', title: t.nudges.signIn, text: t.nudges.signIn, value: url }],
    },
  },
});
