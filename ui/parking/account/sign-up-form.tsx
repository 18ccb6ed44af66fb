import { useState } from 'react';
import { Button } from '../../components/button.tsx';
import { TextInput } from '../../components/text-input.tsx';
import { useAct } from '../../data/use-act.ts';
import { ProblemNote } from '../../desk/shown.tsx';
import { useLanguage, useText } from '../../text/text.tsx';
import { makeAccount } from '../data/registration.ts';
import { PasswordFields, useNewPassword } from './password-fields.tsx';
import { useWork } from './use-work.ts';
import { WorkNote } from './work-note.tsx';

interface SignUpFormProps {
  /** Of a mailed link: whose address it is needs no more proof, and no other will do. */
  link?: { token: string; email: string };
  submit: string;
  onMade: () => void;
}

/** An account: an address and a password, typed twice (2PARK-011). */
export function SignUpForm({ link, submit, onMade }: SignUpFormProps) {
  const t = useText();
  const { language } = useLanguage();
  const [email, setEmail] = useState(link?.email ?? '');
  const { typed, setTyped, check } = useNewPassword();
  const { work, doWork } = useWork();
  const { act, perform } = useAct(makeAccount);

  const send = async () => {
    const password = check();
    if (password === null || work.state === 'busy') return;
    const account = { email: email.trim(), password, language };
    if (link) {
      if ((await perform({ ...account, token: link.token }))?.ok) onMade();
      return;
    }
    const done = await doWork();
    if (done && (await perform({ ...account, work: done }))?.ok) onMade();
  };
  return (
    <form
      className="pw-stack pw-stack--wide"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      {act.state === 'failed' && <ProblemNote problem={act.problem} />}
      <TextInput
        label={t('parking.account.email')}
        hint={link && t('parking.account.emailFixed')}
        type="email"
        autoComplete="username"
        required
        readOnly={link !== undefined}
        value={email}
        onChange={setEmail}
      />
      <PasswordFields typed={typed} onType={setTyped} />
      <WorkNote work={work} />
      <p>
        <Button type="submit" look="primary" busy={act.state === 'busy' || work.state === 'busy'}>
          {submit}
        </Button>
      </p>
    </form>
  );
}
