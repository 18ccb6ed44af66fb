import { useCallback } from 'react';
import { Link } from 'react-router';
import { useCall } from '../data/use-call.ts';
import { Shown } from '../desk/shown.tsx';
import { useText } from '../text/text.tsx';
import { filePath, readHeld, type Whose } from './data.ts';
import { HeldPart } from './held-part.tsx';
import { ChecksOfOwnPlates, WhoLooked } from './seen.tsx';

/** What is held of whoever is signed in, who looked at it, and when it goes (BEYOND-024); the same at the desk and in the app. */
export function OwnData({ whose }: { whose: Whose }) {
  const t = useText();
  const asked = useCall(useCallback((signal: AbortSignal) => readHeld(whose, signal), [whose]));
  return (
    <div className="pw-stack pw-stack--apart">
      <div className="pw-stack pw-measure">
        <h1>{t('ownData.heading')}</h1>
        <p className="pw-lead">{t('ownData.lead')}</p>
        <p>
          <Link to="/privacy">{t('ownData.policy')}</Link>
        </p>
      </div>
      {whose === 'me' && (
        <section className="pw-stack">
          <h2>{t('ownData.looks')}</h2>
          <p className="pw-measure">{t('ownData.looksText')}</p>
          <WhoLooked />
        </section>
      )}
      <section className="pw-stack">
        <h2>{t('ownData.checks')}</h2>
        <p className="pw-measure">{t('ownData.checksText')}</p>
        <ChecksOfOwnPlates whose={whose} />
      </section>
      <section className="pw-stack pw-measure">
        <h2>{t('ownData.held')}</h2>
        <Shown asked={asked} loading={t('ownData.loading')}>
          {({ items }) => (
            <ul className="pw-ruled" role="list" aria-label={t('ownData.held')}>
              {items.map((part) => (
                <li key={part.id}>
                  <HeldPart part={part} />
                </li>
              ))}
            </ul>
          )}
        </Shown>
      </section>
      <section className="pw-stack pw-measure">
        <h2>{t('ownData.file')}</h2>
        <p>{t(whose === 'me' ? 'ownData.fileText' : 'ownData.fileTextApp')}</p>
        <p>
          <a href={filePath(whose)} download>
            {t('ownData.download')}
          </a>
        </p>
      </section>
    </div>
  );
}
