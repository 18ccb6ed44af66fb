import { useState } from 'react';
import type { GuestPassMade } from '../../../api/guests/shapes.ts';
import { Button, Buttons } from '../../components/button.tsx';
import { DescriptionList } from '../../components/lists.tsx';
import { Fact } from '../../components/note.tsx';
import { QrPicture } from '../../components/qr-picture.tsx';
import { useFormat, useText } from '../../text/text.tsx';

/** The code and the link, seen once: to share, to print, or to read aloud. */
export function MadePass({ made: { code, link, endsAt }, onDone }: { made: GuestPassMade; onDone: () => void }) {
  const t = useText();
  const format = useFormat();
  const [copied, setCopied] = useState(false);
  const canShare = 'share' in navigator;
  const copy = async () => {
    await navigator.clipboard.writeText(link);
    setCopied(true);
  };
  const share = async () => {
    try {
      await navigator.share({ url: link });
    } catch (error) {
      // Who thought better of it closed the list of apps.
      if (!(error instanceof DOMException && error.name === 'AbortError')) throw error;
    }
  };
  const { origin, pathname } = new URL(link);
  return (
    <section className="pw-card pw-stack" role="status">
      <h2>{t('parking.guests.made.title')}</h2>
      <p>{t('parking.guests.made.text')}</p>
      <QrPicture text={link} label={t('parking.guests.made.qr')} />
      <DescriptionList
        items={[
          { term: t('parking.guests.made.code'), value: <strong className="pw-break">{code}</strong> },
          { term: t('parking.guests.made.link'), value: <span className="pw-break">{link}</span> },
        ]}
      />
      <p>{t('parking.guests.made.address', { address: `${origin}${pathname}` })}</p>
      <p>{t('parking.guests.until', { end: format.moment(endsAt) })}.</p>
      {copied && <Fact>{t('parking.guests.made.copied')}</Fact>}
      <Buttons>
        {canShare && (
          <Button look="primary" onClick={() => void share()}>
            {t('parking.guests.made.share')}
          </Button>
        )}
        <Button onClick={() => void copy()}>{t('parking.guests.made.copy')}</Button>
        <Button onClick={() => window.print()}>{t('parking.guests.made.print')}</Button>
        <Button look="subtle" onClick={onDone}>
          {t('parking.guests.made.done')}
        </Button>
      </Buttons>
    </section>
  );
}
