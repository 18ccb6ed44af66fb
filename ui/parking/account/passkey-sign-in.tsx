import { Button } from '../../components/button.tsx';
import { Note } from '../../components/note.tsx';
import { ProblemNote } from '../../desk/shown.tsx';
import { useText } from '../../text/text.tsx';
import { askPasskey, signInByPasskey } from '../data/sessions.ts';
import { answerWithPasskey } from './passkeys.ts';
import { usePasskey } from './use-passkey.ts';

/** In without a password (PEERS-046). */
export function PasskeySignIn({ remember, onSignedIn }: { remember: boolean; onSignedIn: () => void }) {
  const t = useText();
  const { state, start } = usePasskey({ ask: askPasskey, answer: answerWithPasskey, send: signInByPasskey });
  return (
    <section className="pw-card pw-card--wash pw-stack" aria-label={t('parking.passkey.signIn')}>
      {typeof state === 'object' && <ProblemNote problem={state.problem} />}
      {state === 'stopped' && (
        <Note title={t('parking.passkey.stopped.title')} urgent>
          <p>{t('parking.passkey.stopped.text')}</p>
        </Note>
      )}
      <p>{t('parking.passkey.why')}</p>
      <p>
        <Button
          icon="lock"
          busy={state === 'busy'}
          onClick={() => void start(remember).then((signedIn) => signedIn && onSignedIn())}
        >
          {t('parking.passkey.signIn')}
        </Button>
      </p>
    </section>
  );
}
