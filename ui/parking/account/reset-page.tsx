import { useState } from 'react';
import { Button } from '../../components/button.tsx';
import { TextInput } from '../../components/text-input.tsx';
import { useAct } from '../../data/use-act.ts';
import { ProblemNote } from '../../desk/shown.tsx';
import { useText } from '../../text/text.tsx';
import { askReset } from '../data/registration.ts';
import { MailedPage } from './mailed-page.tsx';
import { useWork } from './use-work.ts';
import { WorkNote } from './work-note.tsx';

/** Forgotten password: a mail with a link (2PARK-021). */
export default function ResetPage() {
  const t = useText();
  const { act, perform } = useAct(askReset);
  return (
    <MailedPage of="reset" sent={act.state === 'done'}>
      <p className="pw-lead">{t('parking.reset.lead')}</p>
      {act.state === 'failed' && <ProblemNote problem={act.problem} />}
      <ResetForm busy={act.state === 'busy'} onSend={(email, work) => void perform({ email, work })} />
    </MailedPage>
  );
}

interface ResetFormProps {
  busy: boolean;
  onSend: (email: string, work: { challengeId: string; nonce: string }) => void;
}

function ResetForm({ busy, onSend }: ResetFormProps) {
  const t = useText();
  const [email, setEmail] = useState('');
  const { work, doWork } = useWork();
  const send = async () => {
    if (work.state === 'busy') return;
    const done = await doWork();
    if (done) onSend(email.trim(), done);
  };
  return (
    <form
      className="pw-stack pw-stack--wide"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <TextInput
        label={t('parking.account.email')}
        type="email"
        autoComplete="username"
        required
        value={email}
        onChange={setEmail}
      />
      <WorkNote work={work} />
      <p>
        <Button type="submit" look="primary" busy={busy || work.state === 'busy'}>
          {t('parking.reset.submit')}
        </Button>
      </p>
    </form>
  );
}
