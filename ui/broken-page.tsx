import { ErrorNote } from './components/states.tsx';
import { PlainShell } from './plain-shell.tsx';
import { useText } from './text/text.tsx';

/** A page broke while it was drawn, or a part of it could not be fetched after a new version was put in place. */
export default function BrokenPage() {
  const t = useText();
  return (
    <PlainShell title={t('problem.unexpected.title')}>
      <div className="pw-stack pw-stack--wide pw-measure">
        <h1>{t('problem.unexpected.title')}</h1>
        <ErrorNote
          title={t('problem.broken.title')}
          advice={t('problem.broken.advice')}
          retryLabel={t('common.refresh')}
          onRetry={() => window.location.reload()}
        />
      </div>
    </PlainShell>
  );
}
