import { useState } from 'react';
import { Note } from '../../components/note.tsx';
import { useCall } from '../../data/use-call.ts';
import { useFormat, useText } from '../../text/text.tsx';
import { readDirectDebit, type DirectDebitView } from '../data/direct-debit.ts';
import { DeskShell } from '../desk-shell.tsx';
import { Shown } from '../shown.tsx';
import { GiveMandate } from './give-mandate.tsx';
import { MandateFacts } from './mandate-facts.tsx';
import { TopUpChoice } from './top-up-choice.tsx';

/** Paying by mandate: leave that is given and taken back here, what goes by itself with it, and what was debited (PEERS-020). */
export default function DirectDebitPage() {
  const t = useText();
  const asked = useCall(readDirectDebit);
  return (
    <DeskShell title={t('desk.menu.directDebit')}>
      <div className="pw-stack pw-stack--wide pw-measure">
        <h1>{t('mandate.heading')}</h1>
        <p className="pw-lead">{t('mandate.lead')}</p>
        <Shown asked={asked} loading={t('mandate.loading')}>
          {(view) => <Everything first={view} />}
        </Shown>
      </div>
    </DeskShell>
  );
}

function Everything({ first }: { first: DirectDebitView }) {
  const t = useText();
  const [view, setView] = useState(first);
  const [said, setSaid] = useState<'givenNow' | 'revoked' | 'saved' | null>(null);
  const changed = (what: typeof said) => (next: DirectDebitView) => {
    setView(next);
    setSaid(what);
  };
  const { offer, mandate, topUps, debits } = view;
  const open = mandate?.status === 'requested' || mandate?.status === 'valid';
  return (
    <>
      <div role="status">{said && <Note kind="ok" title={t(`mandate.${said}`)} />}</div>
      {mandate && (
        <MandateFacts
          mandate={mandate}
          creditor={offer}
          onRevoked={changed('revoked')}
          onChanged={changed('saved')}
          isOpen={open}
        />
      )}
      {!open && offer && <GiveMandate offer={offer} onGiven={changed('givenNow')} />}
      {!open && !offer && (
        <Note title={t('mandate.notOffered.title')}>
          <p>{t('mandate.notOffered.text')}</p>
        </Note>
      )}
      <section className="pw-stack">
        <h2>{t('mandate.topUps')}</h2>
        <p>{t('mandate.topUpsLead')}</p>
        {topUps.length === 0 && <p className="pw-muted">{t('mandate.none')}</p>}
        {topUps.length > 0 && !open && <p className="pw-muted">{t('mandate.needsMandate')}</p>}
        {topUps.map((topUp) => (
          <TopUpChoice key={topUp.permitId} topUp={topUp} mayChoose={open} onChanged={changed('saved')} />
        ))}
      </section>
      <Debits debits={debits} />
    </>
  );
}

function Debits({ debits }: Pick<DirectDebitView, 'debits'>) {
  const t = useText();
  const format = useFormat();
  return (
    <section className="pw-stack">
      <h2>{t('mandate.debits')}</h2>
      {debits.length === 0 && <p className="pw-muted">{t('mandate.noDebits')}</p>}
      {debits.length > 0 && (
        <ul>
          {debits.map(({ reference, cents, at, status }) => (
            <li key={reference}>
              {t('mandate.debit', {
                price: format.money(cents),
                day: format.day(at),
                status: t(`mandate.debitStatuses.${status}`),
              })}{' '}
              <span className="pw-small pw-muted">{reference}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
