import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { Note } from '../../components/note.tsx';
import { useTitleFocus } from '../../focus-title.ts';
import { useText } from '../../text/text.tsx';
import { OpenParkingShell } from '../parking-shell.tsx';

interface MailedPageProps {
  of: 'signUp' | 'reset';
  sent: boolean;
  /** What is filled in before the mail goes out. */
  children: ReactNode;
}

/** A page without login that ends in a mail: the form, and then where to look. It never tells whether an address is known (2PARK-021). */
export function MailedPage({ of, sent, children }: MailedPageProps) {
  const t = useText();
  useTitleFocus(String(sent));
  return (
    <OpenParkingShell title={t(`parking.${of}.title`)}>
      <div className="pw-stack pw-stack--wide pw-measure">
        <h1>{t(sent ? `parking.${of}.sent.heading` : `parking.${of}.heading`)}</h1>
        {sent ? (
          <Note kind="info" icon="mail" title={t(`parking.${of}.sent.title`)}>
            <p>{t(`parking.${of}.sent.text`)}</p>
          </Note>
        ) : (
          children
        )}
        <p>
          <Link className="pw-alone" to="/parking/sign-in">
            {t('parking.account.toSignIn')}
          </Link>
        </p>
      </div>
    </OpenParkingShell>
  );
}
