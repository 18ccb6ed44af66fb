import { useState } from 'react';
import { useText } from '../../text/text.tsx';
import { MailedPage } from './mailed-page.tsx';
import { SignUpForm } from './sign-up-form.tsx';

/** An account without a mailed link: the address has to be proved first. */
export default function SignUpPage() {
  const t = useText();
  const [made, setMade] = useState(false);
  return (
    <MailedPage of="signUp" sent={made}>
      <SignUpForm submit={t('parking.signUp.submit')} onMade={() => setMade(true)} />
    </MailedPage>
  );
}
