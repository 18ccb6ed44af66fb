import { useCallback, useEffect, useState } from 'react';
import type { SignOnView } from '../../../../api/sign-on/shapes.ts';
import { inGroups } from '../../../../rules/values/digits.ts';
import { Button, Buttons } from '../../../components/button.tsx';
import { Note } from '../../../components/note.tsx';
import { useAct } from '../../../data/use-act.ts';
import { useFormat, useText } from '../../../text/text.tsx';
import { AskFirst } from '../../ask-first.tsx';
import { makeCard, revokeKey } from '../../data/sign-on.ts';
import { ProblemNote } from '../../shown.tsx';

interface CardSectionProps {
  permitId: string;
  card: SignOnView['card'];
  onChanged: () => void;
}

/** A card for the fridge: to print, and to revoke when it is lost. Its code is shown nowhere but on the card. */
export function CardSection({ permitId, card, onChanged }: CardSectionProps) {
  const t = useText();
  const format = useFormat();
  const [address, setAddress] = useState<string | null>(null);
  const { act, perform } = useAct(useCallback((_: null, key: string) => makeCard(permitId, key), [permitId]));
  useEffect(() => () => void (address !== null && URL.revokeObjectURL(address)), [address]);
  const make = async () => {
    const answer = await perform(null);
    if (!answer?.ok) return;
    const bytes = Uint8Array.from(atob(answer.value.pdf), (sign) => sign.charCodeAt(0));
    setAddress(URL.createObjectURL(new Blob([bytes], { type: 'application/pdf' })));
    onChanged();
  };
  return (
    <section className="pw-card pw-stack">
      <h2>{t('desk.signOn.card.title')}</h2>
      <p>{t('desk.signOn.card.text')}</p>
      {card && (
        <p>
          {t('desk.signOn.card.number')} <strong translate="no">{inGroups(card.number, 4)}</strong>,{' '}
          {t('desk.signOn.since', { day: format.day(card.madeAt) })}
        </p>
      )}
      {act.state === 'failed' && <ProblemNote problem={act.problem} />}
      <div role="status">
        {address !== null && (
          <Note kind="ok" level="h3" title={t('desk.signOn.card.done')}>
            <p>{t('desk.signOn.card.doneText')}</p>
            <p>
              <a href={address} download={t('desk.signOn.card.file')}>
                {t('desk.signOn.card.download')}
              </a>
            </p>
          </Note>
        )}
      </div>
      {card && address === null && <p>{t('desk.signOn.card.again')}</p>}
      <Buttons>
        <Button icon="file" busy={act.state === 'busy'} onClick={() => void make()}>
          {t(card === null ? 'desk.signOn.card.make' : 'desk.signOn.card.makeOther')}
        </Button>
        {card && (
          <AskFirst
            label={t('desk.signOn.revoke')}
            about={t('desk.signOn.card.title')}
            question={t('desk.signOn.card.revokeAsk')}
            send={(keyId, key) => revokeKey(permitId, keyId, key)}
            id={card.id}
            onDone={() => {
              setAddress(null);
              onChanged();
            }}
          >
            <p>{t('desk.signOn.card.revokeText')}</p>
          </AskFirst>
        )}
      </Buttons>
    </section>
  );
}
