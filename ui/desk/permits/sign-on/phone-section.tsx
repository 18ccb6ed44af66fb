import { useCallback } from 'react';
import type { SignOnView } from '../../../../api/sign-on/shapes.ts';
import { phoneInGroups } from '../../../../rules/values/digits.ts';
import { Button } from '../../../components/button.tsx';
import { Note } from '../../../components/note.tsx';
import { useAct } from '../../../data/use-act.ts';
import { useFormat, useText } from '../../../text/text.tsx';
import { AskFirst } from '../../ask-first.tsx';
import { askToLink, unlinkPhone } from '../../data/sign-on.ts';
import { ProblemNote } from '../../shown.tsx';

interface PhoneSectionProps {
  permitId: string;
  phones: SignOnView['phones'];
  onChanged: () => void;
}

/** Telephones that sign on by text message. A code that is texted from one shows whose it is (PEERS-011). */
export function PhoneSection({ permitId, phones, onChanged }: PhoneSectionProps) {
  const t = useText();
  const format = useFormat();
  const { act, perform } = useAct(useCallback((_: null, key: string) => askToLink(permitId, key), [permitId]));
  return (
    <section className="pw-card pw-stack">
      <h2>{t('desk.signOn.phones.title')}</h2>
      <p>{t('desk.signOn.phones.text')}</p>
      {phones.length > 0 && (
        <ul className="pw-ruled" role="list">
          {phones.map(({ id, lastDigits, linkedAt }) => (
            <li key={id} className="pw-row">
              <span className="pw-grow">
                {t('desk.signOn.phones.one', { digits: lastDigits, day: format.day(linkedAt) })}
              </span>
              <AskFirst
                label={t('desk.signOn.phones.remove')}
                about={t('desk.signOn.phones.about', { digits: lastDigits })}
                question={t('desk.signOn.phones.removeAsk')}
                send={(phoneId, key) => unlinkPhone(permitId, phoneId, key)}
                id={id}
                onDone={onChanged}
              >
                <p>{t('desk.signOn.phones.removeText')}</p>
              </AskFirst>
            </li>
          ))}
        </ul>
      )}
      {act.state === 'failed' && <ProblemNote problem={act.problem} />}
      <div role="status">
        {act.state === 'done' && (
          <Note
            level="h3"
            title={t('desk.signOn.phones.send', { code: act.value.code, line: phoneInGroups(act.value.line) })}
          >
            <p>{t('desk.signOn.phones.until', { time: format.timeInWords(act.value.endsAt) })}</p>
          </Note>
        )}
      </div>
      <p>
        <Button icon="add" busy={act.state === 'busy'} onClick={() => void perform(null)}>
          {t('desk.signOn.phones.add')}
        </Button>
      </p>
    </section>
  );
}
