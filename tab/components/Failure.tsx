import { Button } from '@fluentui/react-components';
import { ApiError, BadQuestionError, ContractError, ForbiddenError, NotFoundError, UnavailableError } from '../api/problems.ts';
import { useHost } from '../host/context.ts';
import { SignInNeededError } from '../host/host.ts';
import { useWords } from '../i18n/text.ts';
import { Consent } from './forms/Consent.tsx';
import { Message } from './Message.tsx';
import { RouterLink } from './RouterLink.tsx';

/** An error as the person meets it: what is wrong in the server's own words, and the one thing that helps. */
export function Failure({ error, retry, isPage }: { error: Error; retry: () => void; isPage?: boolean }) {
  const { t } = useWords();
  const host = useHost();
  const again = (
    <Button appearance="primary" onClick={retry}>
      {t('problem.retry')}
    </Button>
  );
  const home = <RouterLink to="/">{t('problem.home')}</RouterLink>;

  if (error instanceof SignInNeededError) {
    const signIn = host.signIn ? (
      <Button appearance="primary" onClick={host.signIn}>
        {t('problem.signIn')}
      </Button>
    ) : (
      again
    );
    return (
      <Message alert isPage={isPage} title={t('problem.signInNeeded')} actions={signIn}>
        {t('problem.signInNeededText')}
      </Message>
    );
  }
  if (error instanceof NotFoundError)
    return (
      <Message alert isPage={isPage} title={t('problem.notFound')} actions={home}>
        {error.problem.detail ?? t('problem.notFoundText')}
      </Message>
    );
  if (error instanceof ForbiddenError && error.problem.consent)
    return (
      <Message alert isPage={isPage} title={t('consent.title')} actions={again}>
        {error.message}
        <Consent consent={error.problem.consent} />
      </Message>
    );
  if (error instanceof ForbiddenError)
    return (
      <Message alert isPage={isPage} title={t('problem.forbidden')} actions={home}>
        {error.message}
      </Message>
    );
  if (error instanceof BadQuestionError) {
    const details = error.problem.errors?.map(({ path, message }) => `${path}: ${message}`).join('; ');
    return (
      <Message alert isPage={isPage} title={t('problem.badQuestion')} actions={<RouterLink to="?">{t('problem.reset')}</RouterLink>}>
        {details ?? error.message}
      </Message>
    );
  }
  if (error instanceof UnavailableError)
    return (
      <Message
        alert
        isPage={isPage}
        title={t('problem.unavailable')}
        actions={again}
      >{`${t('problem.unavailableText')} (${error.message})`}</Message>
    );
  const title = error instanceof ContractError ? t('problem.contract') : t('problem.unexpected');
  return (
    <Message alert isPage={isPage} title={title} actions={again}>
      {error instanceof ApiError ? `${error.problem.status}: ${error.message}` : error.message}
    </Message>
  );
}
