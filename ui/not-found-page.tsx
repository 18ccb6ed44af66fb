import { useLocation } from 'react-router';
import { ButtonLink } from './components/button.tsx';
import { PlainShell } from './plain-shell.tsx';
import { useText } from './text/text.tsx';

/** An address that leads nowhere (any more). */
export default function NotFoundPage() {
  const t = useText();
  const { pathname } = useLocation();
  return (
    <PlainShell title={t('problem.not-found.title')}>
      <div className="pw-stack pw-stack--wide">
        <h1>{t('problem.not-found.title')}</h1>
        <p className="pw-lead">{t('problem.not-found.advice')}</p>
        <p>
          <code>{pathname}</code>
        </p>
        <p>
          <ButtonLink look="primary" to="/">
            {t('problem.home')}
          </ButtonLink>
        </p>
      </div>
    </PlainShell>
  );
}
