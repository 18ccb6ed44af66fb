import { useCallback } from 'react';
import { Link as RouterLink, useNavigate } from 'react-router';
import { Button, Buttons } from '../../components/button.tsx';
import { DescriptionList } from '../../components/lists.tsx';
import { Note } from '../../components/note.tsx';
import type { Answer } from '../../data/http.ts';
import { useAct } from '../../data/use-act.ts';
import { useCall } from '../../data/use-call.ts';
import { useLocal } from '../../desk/desk.ts';
import { ProblemNote, Shown } from '../../desk/shown.tsx';
import { useText } from '../../text/text.tsx';
import { readAccount } from '../data/account.ts';
import { acceptLink, viewLink, type Link } from '../data/links.ts';
import { signOut } from '../data/sessions.ts';
import { OpenParkingShell } from '../parking-shell.tsx';
import { SignInForm } from './sign-in-form.tsx';
import { SignUpForm } from './sign-up-form.tsx';
import { useToken } from './use-token.ts';

/** A mailed link: couples a product, or accepts a grant. Nothing happens before somebody confirms (2PARK-010, 2PARK-011). */
export default function LinkPage() {
  const t = useText();
  const token = useToken();
  const asked = useCall(useCallback((signal: AbortSignal) => readLinkAndReader(token, signal), [token]));
  return (
    <OpenParkingShell title={t('parking.link.title')}>
      <div className="pw-stack pw-stack--wide pw-measure">
        <Shown asked={asked} loading={t('parking.link.loading')}>
          {({ link, reader }) => (
            <>
              <About link={link} />
              <NextStep token={token} link={link} reader={reader} onReaderChanged={() => void asked.refresh()} />
            </>
          )}
        </Shown>
        {asked.call.state === 'failed' && (
          <p>
            <RouterLink className="pw-alone" to="/parking">
              {t('parking.link.toProducts')}
            </RouterLink>
          </p>
        )}
      </div>
    </OpenParkingShell>
  );
}

interface LinkAndReader {
  link: Link;
  /** The address of who is signed in on this browser. */
  reader: string | null;
}

async function readLinkAndReader(token: string, signal: AbortSignal): Promise<Answer<LinkAndReader>> {
  const [link, account] = await Promise.all([viewLink(token, signal), readAccount(signal)]);
  if (!link.ok) return link;
  if (account.ok) return { ok: true, value: { link: link.value, reader: account.value.email } };
  return account.problem.status === 401 ? { ok: true, value: { link: link.value, reader: null } } : account;
}

function About({ link }: { link: Link }) {
  const t = useText();
  const local = useLocal();
  const { purpose, productName, number, municipalityName, areaName, grantor } = link;
  return (
    <>
      <h1>{t(`parking.link.${purpose}.heading`)}</h1>
      <p className="pw-lead">{t(`parking.link.${purpose}.lead`, { grantor: grantor ?? '' })}</p>
      <DescriptionList
        items={[
          { term: t('parking.link.product'), value: <strong>{local(productName)}</strong> },
          { term: t('parking.link.place'), value: `${areaName}, ${municipalityName}` },
          { term: t('parking.link.number'), value: number },
          ...(grantor === null ? [] : [{ term: t('parking.products.grantor'), value: grantor }]),
        ]}
      />
      {link.coupledElsewhere && (
        <Note kind="wait" title={t('parking.link.elsewhere.title')}>
          <p>{t('parking.link.elsewhere.text')}</p>
        </Note>
      )}
    </>
  );
}

interface StepProps {
  token: string;
  link: Link;
}

/** Whoever is signed in confirms; who is not signs in, or makes an account of the address that got the mail. */
function NextStep({
  token,
  link,
  reader,
  onReaderChanged,
}: StepProps & { reader: string | null; onReaderChanged: () => void }) {
  const t = useText();
  const { act, accept } = useAccept(token);
  const submit = t(`parking.link.${link.purpose}.confirm`);
  const failed = act.state === 'failed' && <ProblemNote problem={act.problem} />;
  if (reader !== null) {
    return (
      <>
        {failed}
        {sameAddress(reader, link.email) ? (
          <p>{t('parking.link.asReader', { email: reader })}</p>
        ) : (
          <OtherReader link={link} reader={reader} onReaderChanged={onReaderChanged} />
        )}
        {mayConfirm(link, reader) && (
          <Buttons wide>
            <Button look="primary" busy={act.state === 'busy'} onClick={() => void accept()}>
              {t('common.confirm')}
            </Button>
          </Buttons>
        )}
      </>
    );
  }
  if (link.hasAccount) {
    return (
      <section className="pw-stack pw-stack--wide">
        <h2>{t('parking.link.signIn')}</h2>
        <SignInForm email={link.email} onSignedIn={onReaderChanged} />
      </section>
    );
  }
  return (
    <section className="pw-stack pw-stack--wide">
      <h2>{t('parking.link.signUp')}</h2>
      {failed}
      <SignUpForm
        link={{ token, email: link.email }}
        submit={submit}
        onMade={() => void accept().then((accepted) => accepted || onReaderChanged())}
      />
    </section>
  );
}

/** A grant is for one person; a coupling is for whoever holds the mail, once they see under which account it comes. */
const mayConfirm = (link: Link, reader: string) => link.purpose === 'couple' || sameAddress(reader, link.email);
const sameAddress = (one: string, other: string) => one.toLowerCase() === other.toLowerCase();

function OtherReader({ link, reader, onReaderChanged }: { link: Link; reader: string; onReaderChanged: () => void }) {
  const t = useText();
  const { act, perform } = useAct(signOut);
  const change = async () => {
    if ((await perform(null))?.ok) onReaderChanged();
  };
  return (
    <Note kind="wait" title={t('parking.link.other.title', { reader })}>
      <p>{t(`parking.link.other.${link.purpose}`, { email: link.email, reader })}</p>
      {act.state === 'failed' && <ProblemNote problem={act.problem} />}
      <p>
        <Button busy={act.state === 'busy'} onClick={() => void change()}>
          {t('parking.link.other.change')}
        </Button>
      </p>
    </Note>
  );
}

function useAccept(token: string) {
  const navigate = useNavigate();
  const { act, perform } = useAct(acceptLink);
  const accept = async (): Promise<boolean> => {
    const answer = await perform({ token });
    if (!answer?.ok) return false;
    await navigate('/parking/products', { replace: true });
    return true;
  };
  return { act, accept };
}
