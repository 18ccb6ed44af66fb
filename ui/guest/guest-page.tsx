import { useState } from 'react';
import { useLocation } from 'react-router';
import type { GuestLook } from '../../api/guests/shapes.ts';
import { guestCodeKey, GUEST_CODE_LENGTH } from '../../rules/guests.ts';
import { Button, Buttons } from '../components/button.tsx';
import { TextInput } from '../components/text-input.tsx';
import { useAct } from '../data/use-act.ts';
import { ProblemNote } from '../desk/shown.tsx';
import { PlainShell } from '../plain-shell.tsx';
import { useText } from '../text/text.tsx';
import { keepVisit, keptVisit, lookAsGuest } from './data.ts';
import { GuestForm } from './guest-form.tsx';
import { VisitCard } from './visit-card.tsx';

/** A guest signs an own car on with a link or a code of the host, without an account, and stops it here too (BEYOND-010, PEERS-009). */
export default function GuestPage() {
  const t = useText();
  const { hash } = useLocation();
  // The code of a link stands behind the `#`, which no server sees.
  const [fromLink] = useState(() => guestCodeKey(hash));
  const [visit, setVisit] = useState(keptVisit);
  const [entered, setEntered] = useState<{ code: string; look: GuestLook } | null>(null);
  const keep = (key: string | null) => {
    keepVisit(key);
    setVisit(key);
    if (key !== null) setEntered(null);
  };
  return (
    <PlainShell title={t('guest.title')}>
      <div className="pw-stack pw-stack--apart pw-measure">
        {visit !== null ? (
          <VisitCard visitKey={visit} onLeave={() => keep(null)} />
        ) : entered === null ? (
          <Entry initial={fromLink} onEntered={(code, look) => setEntered({ code, look })} />
        ) : (
          <GuestForm {...entered} onSignedOn={keep} />
        )}
      </div>
    </PlainShell>
  );
}

function Entry({ initial, onEntered }: { initial: string; onEntered: (code: string, look: GuestLook) => void }) {
  const t = useText();
  const [code, setCode] = useState(initial);
  const [checked, setChecked] = useState(false);
  const { act, perform } = useAct(lookAsGuest);
  const wrong = guestCodeKey(code).length !== GUEST_CODE_LENGTH;
  const enter = async () => {
    setChecked(true);
    if (wrong) return;
    const answer = await perform(code);
    if (answer?.ok) onEntered(code, answer.value);
  };
  return (
    <>
      <div className="pw-stack">
        <h1>{t('guest.heading')}</h1>
        <p className="pw-lead">{t('guest.lead')}</p>
      </div>
      {act.state === 'failed' && <ProblemNote problem={act.problem} />}
      <form
        className="pw-stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void enter();
        }}
      >
        <TextInput
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          label={t('guest.code')}
          hint={t('guest.codeHint')}
          error={checked && wrong ? t('guest.codeWrong') : undefined}
          value={code}
          onChange={setCode}
        />
        <Buttons>
          <Button look="primary" type="submit" busy={act.state === 'busy'}>
            {t('guest.enter')}
          </Button>
        </Buttons>
      </form>
    </>
  );
}
