import { useCallback } from 'react';
import { Link, useParams } from 'react-router';
import { phoneInGroups } from '../../../../rules/values/digits.ts';
import { Icon } from '../../../components/icon.tsx';
import { Note } from '../../../components/note.tsx';
import { useCall } from '../../../data/use-call.ts';
import { useText } from '../../../text/text.tsx';
import { readSignOn } from '../../data/sign-on.ts';
import { useDesk } from '../../desk.ts';
import { DeskShell } from '../../desk-shell.tsx';
import { Shown } from '../../shown.tsx';
import { CardSection } from './card-section.tsx';
import { LetterSection } from './letter-section.tsx';
import { PhoneSection } from './phone-section.tsx';
import { PinSection } from './pin-section.tsx';

/** How the household signs plates on and off without the app: by telephone, by text message, with a card (PEERS-010, BEYOND-011). */
export default function SignOnPage() {
  const t = useText();
  const { base } = useDesk();
  const { permit: id = '' } = useParams();
  const asked = useCall(useCallback((signal: AbortSignal) => readSignOn(id, signal), [id]));
  const onChanged = () => void asked.refresh();
  return (
    <DeskShell title={t('desk.menu.permits')}>
      <div className="pw-stack pw-stack--apart pw-measure">
        <div className="pw-stack">
          <p>
            <Link className="pw-alone" to={`${base}/permits/${id}`}>
              <Icon name="back" size={20} />
              {t('desk.signOn.back')}
            </Link>
          </p>
          <h1>{t('desk.signOn.heading')}</h1>
        </div>
        <Shown asked={asked} loading={t('desk.signOn.loading')}>
          {(ways) =>
            ways.line === null ? (
              <Note title={t('desk.signOn.notOffered')} />
            ) : (
              <>
                <p className="pw-lead">{t('desk.signOn.lead', { line: phoneInGroups(ways.line) })}</p>
                <PinSection permitId={id} pin={ways.pin} onChanged={onChanged} />
                <LetterSection permitId={id} hasPin={ways.pin !== null} onChanged={onChanged} />
                <CardSection permitId={id} card={ways.card} onChanged={onChanged} />
                <PhoneSection permitId={id} phones={ways.phones} onChanged={onChanged} />
              </>
            )
          }
        </Shown>
      </div>
    </DeskShell>
  );
}
