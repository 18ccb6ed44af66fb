import { useCallback, useState } from 'react';
import { Link, useParams } from 'react-router';
import type { PermitView } from '../../../api/permits/shapes.ts';
import { Actions } from '../../components/actions.tsx';
import { Button } from '../../components/button.tsx';
import { Icon } from '../../components/icon.tsx';
import { DescriptionList } from '../../components/lists.tsx';
import { Badge, Note } from '../../components/note.tsx';
import { Plate } from '../../components/plate.tsx';
import { useCall } from '../../data/use-call.ts';
import { civilDayAt } from '../../../rules/values/format.ts';
import { useTitleFocus } from '../../focus-title.ts';
import { useFormat, useSentenceNamed, useText } from '../../text/text.tsx';
import { readPermit } from '../data/permits.ts';
import { placed, useDesk, useLocal } from '../desk.ts';
import { DeskShell } from '../desk-shell.tsx';
import { NewestLetter } from '../documents/newest-letter.tsx';
import { RefundTracker } from '../refunds/refund-tracker.tsx';
import { useOpenApplication } from '../products/use-open.ts';
import { ProblemNote, Shown } from '../shown.tsx';
import { useEvery } from '../use-every.ts';
import { BarrierPass } from './barrier-pass.tsx';
import { DisabledCard } from './disabled-card.tsx';
import { EndButton } from './end/end-button.tsx';
import { ParkingApp } from './parking-app.tsx';
import { PermitDocuments } from './permit-documents.tsx';
import { ManagePlates } from './plates/manage-plates.tsx';
import { RegisterNotices } from './plates/register-notices.tsx';
import { PhaseBadge } from './permit-entry.tsx';
import { RenewalReady } from './renewal-ready.tsx';
import { RenewAct } from './renew-act.tsx';
import { WAIT_MS, waitsForRegister } from './register.ts';
import { ValidityStrip } from './validity-strip.tsx';
import { Bundle } from '../../objections/bundle.tsx';
import { Receipts } from '../../receipts/receipts.tsx';
import { VoucherList } from './vouchers.tsx';
import { VisibleSince } from './visible-since.tsx';

/** One permit: its plates and whether they count, its validity, its documents, and what its holder may do (PORTAL-070, PORTAL-075). */
export default function PermitPage() {
  const t = useText();
  const { permit: id = '' } = useParams();
  const asked = useCall(useCallback((signal: AbortSignal) => readPermit(id, signal), [id]));
  const { call, refresh } = asked;
  useEvery(call.state === 'done' && waitsForRegister(call.value) ? WAIT_MS : null, () => void refresh());
  const over = call.state === 'done' && isOver(call.value);
  return (
    <DeskShell title={t(over ? 'desk.menu.history' : 'desk.menu.permits')}>
      <Shown asked={asked} loading={t('permit.loadingOne')}>
        {(permit) => <Permit permit={permit} onChanged={() => void refresh()} />}
      </Shown>
    </DeskShell>
  );
}

const isOver = ({ phase }: PermitView): boolean => phase === 'ended' || phase === 'expired';

function Permit({ permit, onChanged }: { permit: PermitView; onChanged: () => void }) {
  const t = useText();
  const local = useLocal();
  const format = useFormat();
  const { base } = useDesk();
  const [endedHere, setEndedHere] = useState(false);
  const over = isOver(permit);
  // Ending takes its own button away: who ended it goes on at the title.
  useTitleFocus(over ? 'over' : 'current');
  const term = { from: format.day(civilDayAt(permit.validFrom)), to: format.day(permit.lastDay) };
  return (
    <div className="pw-cols">
      <div className="pw-stack pw-stack--apart">
        <div className="pw-stack">
          <p>
            <Link className="pw-alone" to={`${base}/${over ? 'history' : 'permits'}`}>
              <Icon name="back" size={20} />
              {t(over ? 'permit.allHistory' : 'permit.all')}
            </Link>
          </p>
          <h1>{placed(local(permit.productName), permit.areaName)}</h1>
          <p className="pw-row">
            <PhaseBadge phase={permit.phase} blocked={permit.blocked !== null} />
            <span className="pw-muted">{t('permit.number', { number: permit.number })}</span>
          </p>
          {over && <Over permit={permit} letter={endedHere} />}
          {permit.blocked && <Blocked blocked={permit.blocked} />}
          {!over && <RegisterNotices permit={permit} onEnded={onChanged} />}
        </div>
        {permit.disabledCard && !over && (
          <DisabledCard permit={permit} card={permit.disabledCard} onChanged={onChanged} />
        )}
        {permit.plates.length > 0 && (
          <section className="pw-stack">
            <h2>{t('permit.plates')}</h2>
            <ul className="pw-ruled" role="list">
              {permit.plates.map((plate) => (
                <PlateLine key={plate.country + plate.display} plate={plate} permit={permit} />
              ))}
            </ul>
            <ManagePlates permit={permit} />
          </section>
        )}
        <section className="pw-stack">
          <h2>{t('permit.validity')}</h2>
          <ValidityStrip permit={permit} />
          <p>{t(over ? 'permit.wasValid' : 'permit.validFromTo', term)}</p>
          {permit.renewal && <RenewalReady permit={permit} renewal={permit.renewal} />}
        </section>
        {permit.vouchers && <VoucherList permit={permit} vouchers={permit.vouchers} onChanged={onChanged} />}
        {permit.pass && <BarrierPass pass={permit.pass} />}
        <RefundTracker of={{ permitId: permit.id }} since={permit.endedAt} />
        {permit.plates.length > 0 && <Receipts of={`/v1/permits/${permit.id}`} />}
        <Bundle of={`/v1/permits/${permit.id}`} />
        {permit.plates.length > 0 && (
          <section className="pw-stack">
            <h2>{t('fineReport.title')}</h2>
            <p>{t('fineReport.linkText')}</p>
            <p>
              <Link className="pw-alone" to={`${base}/permits/${permit.id}/wrong-fine`}>
                {t('fineReport.link')}
              </Link>
            </p>
          </section>
        )}
        <PermitDocuments permit={permit} />
      </div>
      <aside className="pw-stack pw-stack--wide" aria-label={t('permit.details')}>
        <Acts
          permit={permit}
          onEnded={() => {
            setEndedHere(true);
            onChanged();
          }}
        />
        {!over && <ParkingApp permit={permit} />}
        <Details permit={permit} />
      </aside>
    </div>
  );
}

/** Held back by the municipality: why, since when, and what to do. */
function Blocked({ blocked: { ground, since } }: { blocked: NonNullable<PermitView['blocked']> }) {
  const t = useText();
  const format = useFormat();
  const named = useSentenceNamed();
  return (
    <Note kind="bad" title={t('permit.blocked.title')}>
      <p>{t('permit.blocked.since', { moment: format.moment(since) })}</p>
      <p>{named(`ground.${ground}`)}</p>
      <p>{t('permit.blocked.next')}</p>
    </Note>
  );
}

function PlateLine({ plate, permit }: { plate: PermitView['plates'][number]; permit: PermitView }) {
  const t = useText();
  const format = useFormat();
  const { country, display, counts, visibleSince } = plate;
  const why = () => {
    if (isOver(permit)) return t('permit.over');
    if (permit.phase === 'upcoming') return t('permit.notYet', { day: format.day(permit.validFrom) });
    if (permit.weekdays.length > 0) return t('permit.otherDay', { days: format.isoWeekdays(permit.weekdays) });
    return t('permit.notNow');
  };
  return (
    <li className="pw-row">
      <Plate country={country} value={display} size="l" quiet={!counts} />
      <Badge kind={counts ? 'ok' : 'off'}>{t(counts ? 'permit.counts' : 'permit.countsNot')}</Badge>
      <div className="pw-grow">
        {counts ? <VisibleSince since={visibleSince} /> : <p className="pw-muted">{why()}</p>}
      </div>
    </li>
  );
}

/** `letter`: it was ended on this page, so the letter about that is still to come, and is waited for. */
function Over({ permit: { id, endedAt, endGround }, letter }: { permit: PermitView; letter: boolean }) {
  const t = useText();
  const format = useFormat();
  const sentence = useSentenceNamed();
  if (endedAt === null) return <Note title={t('permit.over')} />;
  return (
    <Note title={t('permit.ended.title', { day: format.day(endedAt) })}>
      {endGround !== null && <p>{sentence(`ground.${endGround}`) ?? endGround}</p>}
      {letter && <NewestLetter permitId={id} of={{ kind: 'permit-ended', since: endedAt }} />}
    </Note>
  );
}

/** The buttons this product gives; on a phone behind one (PORTAL-012). */
function Acts({ permit, onEnded }: { permit: PermitView; onEnded: () => void }) {
  const t = useText();
  const format = useFormat();
  const { act, open } = useOpenApplication();
  const { productId, actions, renews, renewsFrom } = permit;
  return (
    <section className="pw-card pw-card--wash pw-stack">
      <h2 className="pw-heading-l">{t('permit.does')}</h2>
      {act.state === 'failed' && <ProblemNote problem={act.problem} />}
      <Actions>
        <RenewAct permit={permit} />
        {actions.includes('documents') && (
          <Button icon="file" onClick={showDocuments}>
            {t('permit.documents')}
          </Button>
        )}
        {actions.includes('apply-again') && (
          <Button icon="add" busy={act.state === 'busy'} onClick={() => void open(productId)}>
            {t('permit.applyAgain')}
          </Button>
        )}
        {actions.includes('end') && <EndButton permit={permit} onEnded={onEnded} />}
      </Actions>
      {renews === 'automatic' && !isOver(permit) && <p className="pw-small">{t('permit.renewSelf')}</p>}
      {renews === 'by-holder' && renewsFrom !== null && (
        <p className="pw-small">{t('permit.renewWait', { day: format.day(renewsFrom) })}</p>
      )}
    </section>
  );
}

function showDocuments(): void {
  const heading = document.getElementById('documents');
  heading?.scrollIntoView({ block: 'start' });
  heading?.focus({ preventScroll: true });
}

function Details({ permit }: { permit: PermitView }) {
  const t = useText();
  const format = useFormat();
  const { priceCents, areaName, number, validFrom, lastDay, legal, platesAtOnce, plates, weekdays } = permit;
  return (
    <section className="pw-stack">
      <h2 className="pw-heading-l">{t('permit.details')}</h2>
      <DescriptionList
        items={[
          { term: t('permit.kind'), value: t(legal === 'permit' ? 'desk.products.permit' : 'desk.products.exemption') },
          { term: t('permit.numberTerm'), value: number },
          { term: t('permit.place'), value: areaName },
          { term: t('permit.from'), value: format.day(validFrom) },
          { term: t('permit.until'), value: format.day(lastDay) },
          ...(weekdays.length > 0 ? [{ term: t('permit.days'), value: format.isoWeekdays(weekdays) }] : []),
          { term: t('permit.price'), value: priceCents === 0 ? t('desk.free') : format.money(priceCents) },
          ...(plates.length > 1 ? [{ term: t('permit.atOnce'), value: platesAtOnce }] : []),
        ]}
      />
    </section>
  );
}
