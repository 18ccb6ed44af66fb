import { useState } from 'react';
import { Link, useLocation } from 'react-router';
import type { ApplicationSummary } from '../../../api/permit-applications/shapes.ts';
import { ButtonLink } from '../../components/button.tsx';
import { Note } from '../../components/note.tsx';
import { Empty } from '../../components/states.tsx';
import { useCall } from '../../data/use-call.ts';
import { useFormat, useSentenceNamed, useText } from '../../text/text.tsx';
import { ToPay } from '../cart/to-pay.tsx';
import { readApplications } from '../data/applications.ts';
import { useDesk, useLocal } from '../desk.ts';
import { DeskShell } from '../desk-shell.tsx';
import { Shown } from '../shown.tsx';
import { before } from '../wizard/choices.tsx';
import { StatusBadge } from './status-badge.tsx';
import { WithdrawButton } from './withdraw-button.tsx';

/** Everything that still needs an act of the applicant or the municipality (PORTAL-050). */
export default function ApplicationsPage() {
  const t = useText();
  const { base, refreshCounts } = useDesk();
  const asked = useCall(readApplications);
  const [withdrawn, setWithdrawn] = useState(useWithdrawnBefore());
  return (
    <DeskShell title={t('desk.menu.applications')}>
      <div className="pw-stack pw-stack--wide">
        <h1>{t('desk.applications.heading')}</h1>
        <div role="status">
          {withdrawn !== null && <Note kind="ok" title={t('desk.applications.withdrawn', { product: withdrawn })} />}
        </div>
        <Shown asked={asked} loading={t('desk.applications.loading')}>
          {({ items }) =>
            items.length === 0 ? (
              <Empty icon="wait" title={t('desk.applications.empty.title')}>
                <p>{t('desk.applications.empty.text')}</p>
                <ButtonLink icon="add" to={`${base}/products`}>
                  {t('desk.toProducts')}
                </ButtonLink>
              </Empty>
            ) : (
              <>
                <p className="pw-lead">{t('desk.applications.lead')}</p>
                <ul className="pw-entries" role="list">
                  {items.map((application) => (
                    <Entry
                      key={application.id}
                      application={application}
                      onWithdrawn={(product) => {
                        setWithdrawn(product);
                        refreshCounts();
                        void asked.refresh();
                      }}
                    />
                  ))}
                </ul>
              </>
            )
          }
        </Shown>
      </div>
    </DeskShell>
  );
}

/** What was withdrawn on the page before this one. */
function useWithdrawnBefore(): string | null {
  const state: unknown = useLocation().state;
  const product = typeof state === 'object' && state !== null && 'withdrawn' in state ? state.withdrawn : null;
  return typeof product === 'string' ? product : null;
}

interface EntryProps {
  application: ApplicationSummary;
  onWithdrawn: (product: string) => void;
}

function Entry({ application, onWithdrawn }: EntryProps) {
  const t = useText();
  const local = useLocal();
  const sentence = useSentenceNamed();
  const { base } = useDesk();
  const { id, number, areaName, status, actions, ground } = application;
  const product = local(application.productName);
  const why = ground === null ? undefined : sentence(`ground.${ground}`);
  return (
    <li>
      <div className="pw-entry__head">
        <h2>
          <Link className="pw-alone" to={`${base}/applications/${id}`}>
            {[product, areaName].filter(Boolean).join(' ')}
          </Link>
        </h2>
        <StatusBadge status={status} />
      </div>
      <div className="pw-stack pw-stack--close">
        {why && <p>{why}</p>}
        <p>{sentence(`desk.applications.hint.${status}`)}</p>
        <p className="pw-small pw-muted">
          {t('desk.applications.number', { number })} · <Due application={application} />
        </p>
      </div>
      <div className="pw-entry__acts">
        {actions.includes('continue') && (
          <ButtonLink icon="next" about={product} to={`${base}/applications/${id}`}>
            {t('desk.applications.continue')}
          </ButtonLink>
        )}
        {actions.includes('to-cart') && <ToPay about={product} caseIds={[id]} label={t('desk.applications.toCart')} />}
        {actions.includes('withdraw') && (
          <WithdrawButton application={application} onWithdrawn={() => onWithdrawn(product)} />
        )}
      </div>
    </li>
  );
}

/** By when, whoever's turn it is; without a term, since when. */
function Due({ application: { decideBefore, lapsesAt, statusSince } }: { application: ApplicationSummary }) {
  const t = useText();
  const format = useFormat();
  if (decideBefore !== null) return t('desk.applications.decides', { day: format.day(decideBefore) });
  if (lapsesAt !== null) return t('desk.applications.lapses', { day: format.day(before(lapsesAt)) });
  return t('desk.applications.since', { day: format.day(statusSince) });
}
