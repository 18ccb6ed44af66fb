import { useRef } from 'react';
import type { ApplicationView } from '../../../api/permit-applications/shapes.ts';
import { ButtonLink, Buttons } from '../../components/button.tsx';
import { Note } from '../../components/note.tsx';
import { ReadAloud } from '../../components/read-aloud.tsx';
import { now } from '../../data/clock.ts';
import { isClosed } from '../../../rules/permit-applications/status.ts';
import { civilDayAt } from '../../../rules/values/format.ts';
import { useMunicipality } from '../../municipality-frame.tsx';
import { useFormat, useLanguage, useSentenceNamed, useText } from '../../text/text.tsx';
import { applicationDocument } from '../data/applications.ts';
import { useDesk, useLocal } from '../desk.ts';
import { DeskShell } from '../desk-shell.tsx';
import { ToPay } from '../cart/to-pay.tsx';
import { DocumentRow } from '../documents/document-row.tsx';
import { RefundTracker } from '../refunds/refund-tracker.tsx';
import { ProblemNote } from '../shown.tsx';
import { useEvery } from '../use-every.ts';
import type { ApplicationPageProps } from '../wizard/application-page.tsx';
import { before, Choices } from '../wizard/choices.tsx';
import { StatusBadge } from './status-badge.tsx';
import { WithdrawButton } from './withdraw-button.tsx';

/** A letter or a permit follows within moments; the page fetches it without being asked. */
const SOON_MS = 3_000;

/** How an application stands when nothing is asked in steps any more: the result of the wizard, and what is found again later (PORTAL-045). */
export function CasePage({ application, refused, onChanged, refresh }: ApplicationPageProps) {
  const t = useText();
  const { number, letters, documents, traceId, status } = application;
  const { language } = useLanguage();
  const result = useRef<HTMLDivElement>(null);
  const outcome = useRef<HTMLDivElement>(null);
  const letterSoon = status === 'rejected' && letters.length === 0;
  const permitSoon = status === 'issued' && application.permitId === null;
  useEvery(letterSoon || permitSoon ? SOON_MS : null, () => void refresh());
  return (
    <DeskShell title={t('desk.menu.applications')}>
      <div className="pw-cols">
        <div className="pw-stack pw-stack--apart">
          <div className="pw-stack">
            {refused && (
              <ProblemNote problem={refused}>
                <p>{t('wizard.changed.text')}</p>
              </ProblemNote>
            )}
            <div ref={result}>
              <Result application={application} />
            </div>
            <p className="pw-row">
              <StatusBadge status={status} />
              <span className="pw-muted">{t('desk.applications.number', { number })}</span>
            </p>
          </div>
          <div ref={outcome}>
            <Outcome application={application} />
          </div>
          <ReadAloud
            parts={() => [result, outcome].flatMap(({ current }) => (current ? partsOf(current) : []))}
            language={language}
            about={t('letterPage.wizardResult')}
          />
          {mayGiveBack(status) && <RefundTracker of={{ applicationId: application.id }} />}
          <Acts application={application} onChanged={onChanged} />
          {(letters.length > 0 || letterSoon) && (
            <section className="pw-stack">
              <h2>{t('wizard.result.letters')}</h2>
              <Files application={application} files={letters} />
              {letterSoon && <p role="status">{t('wizard.result.letterSoon')}</p>}
              {traceId !== null && (
                <p className="pw-small pw-muted">{t('wizard.result.reference', { reference: traceId })}</p>
              )}
            </section>
          )}
          {documents.length > 0 && (
            <section className="pw-stack">
              <h2>{t('wizard.result.sent')}</h2>
              <Files application={application} files={documents} />
            </section>
          )}
        </div>
        <aside aria-label={t('wizard.result.details')}>
          <Choices application={{ ...application, lapsesAt: null }} />
        </aside>
      </div>
    </DeskShell>
  );
}

/** What stands in a part of the page, sentence by sentence. */
const partsOf = (part: HTMLElement): string[] =>
  [...part.querySelectorAll('h1, h2, h3, p, li')].map(({ textContent }) => textContent.trim()).filter(Boolean);

/** It came to nothing: what was paid for it, if anything was, goes back. */
const mayGiveBack = (status: ApplicationView['status']): boolean =>
  status === 'rejected' || (isClosed(status) && status !== 'issued');

/** The sentence people came for. */
function Result({ application }: { application: ApplicationView }) {
  const t = useText();
  const local = useLocal();
  const format = useFormat();
  const product = local(application.productName);
  const { status, answers } = application;
  switch (status) {
    case 'issued': {
      const later = answers.startsOn !== null && answers.startsOn > civilDayAt(now());
      return (
        <h1>
          {later && answers.startsOn
            ? t('wizard.result.issued.upcoming', { product, day: format.day(answers.startsOn) })
            : t('wizard.result.issued.heading', { product })}
        </h1>
      );
    }
    case 'in-review':
      return <h1>{t('wizard.result.review.heading')}</h1>;
    case 'awaiting-payment':
      return <h1>{t('wizard.result.pay.heading', { product })}</h1>;
    case 'rejected':
    case 'withdrawn':
    case 'lapsed':
    case 'closed-rejected':
      return <h1>{t(`wizard.result.${status}.heading`)}</h1>;
    default:
      // Statuses in which steps are open have no result yet; the wizard shows them.
      return <h1>{product}</h1>;
  }
}

/** What it means, and by when. */
function Outcome({ application }: { application: ApplicationView }) {
  const t = useText();
  const format = useFormat();
  const { contact, payAtOnce } = useMunicipality();
  const { status, decideBefore, lapsesAt, priceCents } = application;
  switch (status) {
    case 'issued':
      return (
        <p className="pw-lead">{t(priceCents === 0 ? 'wizard.result.issued.text' : 'wizard.result.issued.textPaid')}</p>
      );
    case 'in-review':
      return (
        <div className="pw-stack pw-stack--tight">
          <p className="pw-lead">{t('wizard.result.review.text')}</p>
          {decideBefore !== null && <p>{t('wizard.result.review.legal', { day: format.day(decideBefore) })}</p>}
          <p>{t('wizard.result.review.where')}</p>
        </div>
      );
    case 'awaiting-payment':
      return (
        <Note kind="wait" title={t('wizard.result.pay.warning')}>
          <p>{t('wizard.result.pay.text')}</p>
          <p>
            {!payAtOnce && `${t('wizard.result.pay.where')} `}
            {lapsesAt !== null && t('wizard.result.pay.before', { day: format.day(before(lapsesAt)) })}
          </p>
        </Note>
      );
    case 'rejected':
      return (
        <div className="pw-stack">
          <Ground application={application} />
          <Note title={t('wizard.result.rejected.objection.title')}>
            <p>{t('wizard.result.rejected.objection.text', { phone: contact.phone })}</p>
            <p>{t('wizard.result.rejected.new')}</p>
          </Note>
        </div>
      );
    case 'closed-rejected':
      return (
        <div className="pw-stack">
          <Ground application={application} />
          <p>{t('wizard.result.closed-rejected.text')}</p>
        </div>
      );
    case 'withdrawn':
    case 'lapsed':
      return <p className="pw-lead">{t(`wizard.result.${status}.text`)}</p>;
    default:
      return null;
  }
}

function Ground({ application: { ground } }: { application: ApplicationView }) {
  const t = useText();
  const sentence = useSentenceNamed();
  if (ground === null) return null;
  return (
    <Note kind="bad" title={t('wizard.result.rejected.why')}>
      <p>{sentence(`ground.${ground}`) ?? ground}</p>
    </Note>
  );
}

/** Pay, or another product, or what there is to see (LOKET-013). */
function Acts({ application, onChanged }: Pick<ApplicationPageProps, 'application' | 'onChanged'>) {
  const t = useText();
  const local = useLocal();
  const { base, refreshCounts } = useDesk();
  const { status, permitId, actions } = application;
  return (
    <Buttons wide>
      {status === 'awaiting-payment' && (
        <ToPay look="primary" caseIds={[application.id]} label={t('wizard.result.pay2')} />
      )}
      {permitId !== null && (
        <ButtonLink look="primary" to={`${base}/permits/${permitId}`}>
          {t('wizard.result.view', { product: local(application.productName) })}
        </ButtonLink>
      )}
      <ButtonLink icon="add" to={`${base}/products`}>
        {t('wizard.result.another')}
      </ButtonLink>
      {actions.includes('withdraw') && (
        <WithdrawButton
          application={application}
          onWithdrawn={(next) => {
            onChanged(next);
            refreshCounts();
          }}
        />
      )}
    </Buttons>
  );
}

function Files({ application, files }: { application: ApplicationView; files: ApplicationView['documents'] }) {
  const t = useText();
  return (
    <ul className="pw-ruled" role="list">
      {files.map((file) => (
        <DocumentRow
          key={file.id}
          document={file}
          href={applicationDocument(application.id, file.id)}
          note={file.superseded && t('permit.fileOld')}
        />
      ))}
    </ul>
  );
}
