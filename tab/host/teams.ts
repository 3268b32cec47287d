import { app, authentication, FrameContexts, pages } from '@microsoft/teams-js';
import { type ChannelTab, type Host, HostSilentError, SignInNeededError, type TabSettings, type ThemeName } from './host.ts';
import { themeOfTeams } from './themes.ts';
import { expiresAt } from './token.ts';

/** teams-js never settles in a frame that is not Teams (and gives up elsewhere only after a minute). */
const answerWithinMs = 5_000;
/** A token this near its end is not used any more. */
const spareMs = 120_000;

/** @param trustedOrigins hosts beside Microsoft's own; only local mode has any. */
export async function openTeams(trustedOrigins: string[]): Promise<Host> {
  await within(answerWithinMs, app.initialize(trustedOrigins));
  const context = await within(answerWithinMs, app.getContext());
  app.notifyAppLoaded();

  let theme: ThemeName = themeOfTeams(context.app.theme);
  const listeners = new Set<() => void>();
  app.registerOnThemeChangeHandler((name) => {
    theme = themeOfTeams(name);
    for (const listener of listeners) listener();
  });

  let token: { value: string; expiresAt: number } | null = null;
  return {
    kind: 'teams',
    locale: context.app.locale,
    startAt: context.page.subPageId?.startsWith('/') ? context.page.subPageId : null,
    channel: context.team?.groupId && context.channel?.id ? { teamId: context.team.groupId, channelId: context.channel.id } : null,
    theme: {
      current: () => theme,
      subscribe: (changed) => {
        listeners.add(changed);
        return () => listeners.delete(changed);
      },
    },
    getToken: async ({ fresh = false, claims } = {}) => {
      if (!fresh && token && token.expiresAt - spareMs > Date.now()) return token.value;
      const value = await authentication
        .getAuthToken({ silent: false, ...(claims ? { claims: [claims] } : {}) })
        .catch((reason: unknown) => {
          throw new SignInNeededError(reason instanceof Error ? reason.message : String(reason));
        });
      token = { value, expiresAt: expiresAt(value) };
      return value;
    },
    ...(context.page.frameContext === FrameContexts.settings ? { tabSettings: openTabSettings() } : {}),
    ready: () => void app.notifySuccess(),
    failed: (message) => app.notifyFailure({ reason: app.FailedReason.Other, message }),
  };
}

/** The dialog in which a member adds the tab to a channel, or changes it. Teams enables Save by what is offered. */
function openTabSettings(): TabSettings {
  let offered: ChannelTab | null = null;
  pages.config.registerOnSaveHandler(async (save) => {
    if (!offered) return save.notifyFailure('nothing was chosen');
    const { entityId, url, name } = offered;
    try {
      await pages.config.setConfig({ entityId, contentUrl: url, websiteUrl: url, suggestedDisplayName: name });
      save.notifySuccess();
    } catch (reason) {
      save.notifyFailure(reason instanceof Error ? reason.message : String(reason));
    }
  });
  return {
    offer: (tab) => {
      offered = tab;
      pages.config.setValidityState(tab !== null);
    },
  };
}

function within<T>(ms: number, promise: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new HostSilentError('the surrounding page does not answer')), ms);
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
