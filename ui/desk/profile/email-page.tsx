import { useNavigate, useSearchParams } from 'react-router';
import { Button } from '../../components/button.tsx';
import { useDraft } from '../../data/draft.ts';
import { useTitleFocus } from '../../focus-title.ts';
import { useMunicipality } from '../../municipality-frame.tsx';
import { useText } from '../../text/text.tsx';
import type { CodeSent } from '../data/email.ts';
import { useDesk } from '../desk.ts';
import { DeskShell } from '../desk-shell.tsx';
import { safeReturn } from '../sign-in/reasons.ts';
import { AddressForm } from './address-form.tsx';
import { CodeForm } from './code-form.tsx';

/** Where somebody is: still at the address, or waiting for the code. Who looks in the mail app finds this page as it was. */
interface Draft {
  email: string;
  sent: CodeSent | null;
  code: string;
}

const EMPTY: Draft = { email: '', sent: null, code: '' };

/** The address for messages, proved by a code from the mail; nothing else of the desk opens before (PORTAL-006). */
export default function EmailPage() {
  const t = useText();
  const { id } = useMunicipality();
  const { holder, refreshMe } = useDesk();
  const navigate = useNavigate();
  const [query] = useSearchParams();
  const [draft, change, forget] = useDraft<Draft>(`email.${holder.id}`, EMPTY, isDraft);
  useTitleFocus(draft.sent === null ? 'address' : 'code');
  const next = safeReturn(id, query.get('returnTo'));

  const verified = async () => {
    forget();
    await refreshMe();
    void navigate(next, { replace: true });
  };

  return (
    <DeskShell title={t('desk.email.title')}>
      <div className="pw-stack pw-stack--wide pw-measure">
        {draft.sent === null ? (
          <AddressForm
            email={draft.email}
            onChange={(email) => change({ ...draft, email })}
            onSent={(sent) => change({ ...draft, sent, code: '' })}
          />
        ) : (
          <CodeForm
            email={draft.email}
            sent={draft.sent}
            code={draft.code}
            onChange={(code) => change({ ...draft, code })}
            onSent={(sent) => change({ ...draft, sent, code: '' })}
            onOther={() => change({ ...draft, sent: null, code: '' })}
            onVerified={() => void verified()}
          />
        )}
        {holder.emailVerified && (
          <p>
            <Button look="subtle" onClick={() => void navigate(next)}>
              {t('desk.email.later')}
            </Button>
          </p>
        )}
      </div>
    </DeskShell>
  );
}

function isDraft(value: unknown): value is Draft {
  if (typeof value !== 'object' || value === null) return false;
  const { email, sent, code } = value as Partial<Draft>;
  const isSent = typeof sent === 'object' && (sent === null || [sent.sentTo, sent.endsAt, sent.resendAt].every(isText));
  return isText(email) && isText(code) && isSent;
}

const isText = (value: unknown): value is string => typeof value === 'string';
