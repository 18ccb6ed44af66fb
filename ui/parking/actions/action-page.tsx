import { useCallback, useState } from 'react';
import { Link, useParams } from 'react-router';
import type { ParkingPermit } from '../../../api/parking/shapes.ts';
import { ButtonLink } from '../../components/button.tsx';
import { DescriptionList } from '../../components/lists.tsx';
import { Badge, Note, type BadgeKind } from '../../components/note.tsx';
import { ErasedPlate, Plate } from '../../components/plate.tsx';
import { useNow } from '../../data/clock.ts';
import { useCall } from '../../data/use-call.ts';
import { useLocal } from '../../desk/desk.ts';
import { VisibleSince } from '../../desk/permits/visible-since.tsx';
import { Shown } from '../../desk/shown.tsx';
import { useEvery } from '../../desk/use-every.ts';
import { Bundle } from '../../objections/bundle.tsx';
import { Receipts } from '../../receipts/receipts.tsx';
import { useFormat, useText } from '../../text/text.tsx';
import { readStory, type Story } from '../data/actions.ts';
import { SessionPaper } from '../history/paper.tsx';
import { PermitContext, permitPath, useParking } from '../parking.ts';
import { ParkingShell } from '../parking-shell.tsx';
import { ActionActs } from './action-acts.tsx';
import { ForgottenStop } from './forgotten-stop.tsx';
import { useAmounts } from './amounts.ts';
import { PriceStory } from './quote-panel.tsx';
import { StayStrip } from './stay-strip.tsx';
import { useMoments } from './use-moments.ts';
import './actions.css';

const STATES: Record<Story['state'], BadgeKind> = { planned: 'us', running: 'ok', ended: 'off' };
const WAIT_MS = 5_000;

/** One parking action: whose car, when, and its price line by line as it was booked (BEYOND-008). */
export default function ActionPage() {
  const t = useText();
  const { action: id = '' } = useParams();
  const { permits, reload } = useParking();
  const [told, setTold] = useState<string | null>(null);
  const asked = useCall(useCallback((signal: AbortSignal) => readStory(id, signal), [id]));
  const { call, refresh } = asked;
  const story = call.state === 'done' ? call.value : null;
  const permit = permits.find((known) => known.id === story?.permitId);
  const unseen = story?.state === 'running' && story.visibleSince === null;
  useEvery(unseen ? WAIT_MS : null, () => void refresh());
  const done = (sentence: string) => {
    setTold(sentence);
    void refresh();
    void reload();
  };
  return (
    <PermitContext value={permit}>
      <ParkingShell title={t('parking.actions.details')}>
        {told !== null && <Note kind="ok" title={told} urgent />}
        <Shown asked={asked} loading={t('parking.actions.loadingOne')}>
          {(shown) => <ActionDetails story={shown} permit={permit} onDone={done} />}
        </Shown>
      </ParkingShell>
    </PermitContext>
  );
}

interface DetailsProps {
  story: Story;
  /** Absent when it is no longer on one's list: the action still tells its story. */
  permit: ParkingPermit | undefined;
  onDone: (told: string) => void;
  /** Where the others are; the product's own page when absent. */
  home?: string;
}

/** Everything there is to tell of one action, and what may be done with it. */
export function ActionDetails({ story, permit, onDone, home }: DetailsProps) {
  const t = useText();
  const format = useFormat();
  const local = useLocal();
  const amounts = useAmounts();
  const now = useNow();
  const timeZone = permit?.timeZone ?? 'Europe/Amsterdam';
  const { stay, at, until } = useMoments(timeZone);
  const { plate, name, state, startsAt, endsAt, openEnd, lines, priceCents, paidMinutes, release, areaName } = story;
  const total = amounts(story.amounts);
  const ended = state === 'ended';
  return (
    <div className="pw-stack pw-stack--wide pw-measure">
      <div className="pw-stack pw-stack--tight">
        <h1>
          {ended || !openEnd
            ? stay({ from: startsAt, to: endsAt })
            : t('parking.actions.fromUntilStopped', { from: at(startsAt), until: until(endsAt) })}
        </h1>
        <div className="pw-row">
          {plate ? (
            <Plate country={plate.country} value={plate.display} size="l" quiet={state !== 'running'} />
          ) : (
            <ErasedPlate day={format.day(endsAt)} />
          )}
          <Badge kind={STATES[state]}>{t(`parking.actions.badge.${state}`)}</Badge>
        </div>
      </div>
      {state === 'running' && <VisibleSince since={story.visibleSince} />}
      <section className="pw-stack" aria-labelledby="story">
        <h2 id="story">{t('parking.actions.story.title')}</h2>
        {lines.length > 0 && <StayStrip pieces={lines} timeZone={timeZone} {...(state === 'running' && { now })} />}
        <PriceStory lines={lines} timeZone={timeZone} cents={priceCents} />
        <p className="pw-small pw-muted">
          {t('parking.actions.story.rule', { release, duration: format.duration(paidMinutes) })}
        </p>
        {total !== null && (
          <p>{t(ended ? 'parking.actions.story.cost' : 'parking.actions.setAside', { amount: total })}</p>
        )}
        {!ended && total !== null && <p className="pw-small">{t('parking.actions.story.most')}</p>}
      </section>
      <DescriptionList
        items={[
          ...(name !== null ? [{ term: t('parking.actions.name'), value: name }] : []),
          { term: t('parking.actions.product'), value: `${local(story.productName)}, ${story.municipalityName}` },
          { term: t('parking.actions.place'), value: areaName },
          ...(story.correctedFrom !== null
            ? [{ term: t('parking.actions.plateBefore'), value: story.correctedFrom }]
            : []),
        ]}
      />
      {story.byGrantee && <p>{t('parking.actions.byGrantee')}</p>}
      <SessionPaper story={story} />
      {plate && state !== 'planned' && <Receipts of={`/v1/parking/actions/${story.id}`} />}
      {state !== 'planned' && <Bundle of={`/v1/parking/actions/${story.id}`} />}
      {state !== 'planned' && (
        <p>
          <Link className="pw-alone" to="wrong-fine" relative="path">
            {t('fineReport.link')}
          </Link>
        </p>
      )}
      <ForgottenStop story={story} timeZone={timeZone} onDone={onDone} />
      {permit && <ActionActs action={story} permit={permit} onDone={onDone} />}
      {permit && (
        <div>
          <ButtonLink to={home ?? permitPath(permit)}>{t('parking.new.started.toActions')}</ButtonLink>
        </div>
      )}
    </div>
  );
}
