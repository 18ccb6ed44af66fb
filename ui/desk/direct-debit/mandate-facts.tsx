import type { DirectDebitView, MandateView } from '../../../api/direct-debit/shapes.ts';
import { Choice } from '../../components/choice.tsx';
import { DescriptionList } from '../../components/lists.tsx';
import { useAct } from '../../data/use-act.ts';
import { useFormat, useText } from '../../text/text.tsx';
import { AskFirst } from '../ask-first.tsx';
import { revokeMandate, useForRenewals } from '../data/direct-debit.ts';
import { ProblemNote } from '../shown.tsx';

interface MandateFactsProps {
  mandate: MandateView;
  creditor: DirectDebitView['offer'];
  isOpen: boolean;
  onChanged: (view: DirectDebitView) => void;
  onRevoked: (view: DirectDebitView) => void;
}

/** What somebody gave leave for, in the words they agreed to, and the button that takes it back. */
export function MandateFacts({ mandate, creditor, isOpen, onChanged, onRevoked }: MandateFactsProps) {
  const t = useText();
  const format = useFormat();
  const { act, perform } = useAct(useForRenewals);
  const { number, iban, status, consentedAt, consent, renewals } = mandate;
  const setRenewals = async (wanted: boolean) => {
    const answer = await perform(wanted);
    if (answer?.ok) onChanged(answer.value);
  };
  return (
    <section className="pw-stack">
      <h2>{t('mandate.yours')}</h2>
      <DescriptionList
        items={[
          { term: t('mandate.status'), value: t(`mandate.statuses.${status}`) },
          ...(iban ? [{ term: t('mandate.account'), value: iban }] : []),
          { term: t('mandate.number'), value: number },
          ...(creditor
            ? [{ term: t('mandate.creditor'), value: `${creditor.creditor} (${creditor.creditorId})` }]
            : []),
          { term: t('mandate.given'), value: format.day(consentedAt) },
        ]}
      />
      <details>
        <summary>{t('mandate.agreed')}</summary>
        <p>{consent}</p>
      </details>
      {act.state === 'failed' && <ProblemNote problem={act.problem} />}
      {isOpen && (
        <>
          <Choice
            type="checkbox"
            name="renewals"
            value="renewals"
            title={t('mandate.forRenewals')}
            more={t('mandate.forRenewalsHint')}
            checked={renewals}
            disabled={act.state === 'busy'}
            onChange={(wanted) => void setRenewals(wanted)}
          />
          <AskFirst
            label={t('mandate.revoke')}
            about={number}
            question={t('mandate.revokeQuestion')}
            send={revokeMandate}
            id={number}
            onDone={onRevoked}
          >
            <p>{t('mandate.revokeText')}</p>
          </AskFirst>
        </>
      )}
    </section>
  );
}
