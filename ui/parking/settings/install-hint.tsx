import { useSyncExternalStore } from 'react';
import { Button } from '../../components/button.tsx';
import { Fact } from '../../components/note.tsx';
import { useText } from '../../text/text.tsx';
import { install, isInstalled, offered, onOffer } from '../offline/installing.ts';

/** On the home screen of a phone: by a button where the browser lets us, else how to do it by hand (2PARK-007). */
export function InstallHint() {
  const t = useText();
  const canAsk = useSyncExternalStore(onOffer, offered);
  return (
    <section className="pw-stack">
      <h2>{t('parking.install.title')}</h2>
      {isInstalled() ? (
        <Fact>{t('parking.install.done')}</Fact>
      ) : (
        <>
          <p>{t('parking.install.why')}</p>
          {canAsk ? (
            <p>
              <Button icon="add" onClick={() => void install()}>
                {t('parking.install.act')}
              </Button>
            </p>
          ) : (
            <ul className="pw-bullets">
              <li>{t('parking.install.iphone')}</li>
              <li>{t('parking.install.android')}</li>
            </ul>
          )}
        </>
      )}
    </section>
  );
}
