import { useState, type ReactNode } from 'react';
import { Link, useNavigate } from 'react-router';
import type { OnDemandView } from '../../api/on-demand/shapes.ts';
import type { ParkingPermit, QuoteView } from '../../api/parking/shapes.ts';
import { BottomBar } from '../components/bottom-bar.tsx';
import { Button, ButtonLink, Buttons } from '../components/button.tsx';
import { Radios } from '../components/choice.tsx';
import { Details } from '../components/disclosure.tsx';
import { ErrorSummary, type FormError } from '../components/error-summary.tsx';
import { Money } from '../components/figures.tsx';
import { Note } from '../components/note.tsx';
import { Plate } from '../components/plate.tsx';
import { Loading } from '../components/states.tsx';
import { useNow } from '../data/clock.ts';
import { useAct } from '../data/use-act.ts';
import { useCall } from '../data/use-call.ts';
import { ProblemNote, Shown } from '../desk/shown.tsx';
import { useTitleFocus } from '../focus-title.ts';
import { useAmounts } from '../parking/actions/amounts.ts';
import { Doubts, QuotePanel } from '../parking/actions/quote-panel.tsx';
import { RefusalPanel } from '../parking/actions/refusal-panel.tsx';
import { StayForm } from '../parking/actions/stay-form.tsx';
import { emptyStay, momentAfter, readStay, type Lacking, type TypedStay } from '../parking/actions/typed-stay.ts';
import { useFreshQuote } from '../parking/actions/use-fresh-quote.ts';
import { useMoments } from '../parking/actions/use-moments.ts';
import { useQuoting } from '../parking/actions/use-quoting.ts';
import { startAction, type Start, type Started } from '../parking/data/actions.ts';
import { readParkingPermits } from '../parking/data/permits.ts';
import { askQuote } from '../parking/data/quotes.ts';
import { useFormat, useSentenceNamed, useText } from '../text/text.tsx';
import { useBookingDraft } from './booking-draft.ts';
import { Hours } from './hours.tsx';
import { OnDemandShell } from './on-demand-shell.tsx';
import { useOnDemand } from './on-demand.ts';
import type { BookedSeries } from './data.ts';
import { SeriesBooked } from './series-booked.tsx';
import { SeriesForm } from './series-form.tsx';
import '../parking/actions/actions.css';

type Purpose = 'self' | 'visitors';

/** For whom, whose car and when; what it costs, and then yes (POM-020…024). */
export default function BookPage() {
  const t = useText();
  const asked = useCall(readParkingPermits);
  const [booked, setBooked] = useState<{ started: Started; start: Start } | null>(null);
  const [series, setSeries] = useState<BookedSeries | null>(null);
  useTitleFocus(booked === null && series === null ? 'form' : 'booked');
  if (series) return <SeriesBooked series={series} onAnother={() => setSeries(null)} />;
  if (booked) return <Booked {...booked} onAnother={() => setBooked(null)} />;
  return (
    <Shown asked={asked} loading={t('parking.frame.loading')}>
      {({ items }) => (
        <Book permits={items} onBooked={(started, start) => setBooked({ started, start })} onSeries={setSeries} />
      )}
    </Shown>
  );
}

const permitFor = (view: OnDemandView, permits: readonly ParkingPermit[], purpose: Purpose) =>
  permits.find(({ id }) => id === view[purpose]?.permitId);

/** An hour from now for a Belgian car: easier to change than nothing. */
function begin(permit: ParkingPermit, now: string): TypedStay {
  const empty = emptyStay(permit);
  return { ...empty, plate: { country: 'B', text: '' }, ends: 'at', end: momentAfter(now, 60, permit.timeZone) };
}

interface BookProps {
  permits: readonly ParkingPermit[];
  onBooked: (started: Started, start: Start) => void;
  onSeries: (series: BookedSeries) => void;
}

function Book({ permits, onBooked, onSeries }: BookProps) {
  const t = useText();
  const { view, base, reload } = useOnDemand();
  const [draft, keepDraft, forgetDraft] = useBookingDraft();
  const minute = useNow();
  const [weekly, setWeekly] = useState(false);
  const choices = (['self', 'visitors'] as const).filter((one) => permitFor(view, permits, one));
  const purpose: Purpose = draft && choices.includes(draft.purpose) ? draft.purpose : (choices[0] ?? 'self');
  const permit = permitFor(view, permits, purpose);
  if (!permit) {
    return (
      <OnDemandShell title={t('onDemand.book.title')}>
        <h1>{t('onDemand.book.title')}</h1>
        <Note kind="wait" title={t('onDemand.book.nothing')} />
      </OnDemandShell>
    );
  }
  const typed = draft?.typed ?? begin(permit, minute);
  const change = (next: TypedStay) => keepDraft({ purpose, typed: next });
  const done = () => {
    keepDraft(null);
    forgetDraft();
    void reload();
  };
  const head = (
    <>
      <h1>{t('onDemand.book.title')}</h1>
      <p>
        {t('onDemand.book.left')} <Money cents={view.balanceCents} />{' '}
        <Link to={`${base}/top-up?back=book`}>{t('onDemand.book.topUp')}</Link>
      </p>
      <Radios
        label={t('onDemand.book.whom')}
        options={choices.map((one) => ({ value: one, title: t(`onDemand.book.for.${one}`) }))}
        chosen={purpose}
        onChoose={(one) => {
          const other = permitFor(view, permits, one as Purpose);
          if (other) keepDraft({ purpose: one as Purpose, typed: { ...typed, areaId: emptyStay(other).areaId } });
        }}
      />
      {choices.map((one) => (
        <Details key={one} summary={t('onDemand.book.help.title', { what: t(`onDemand.book.for.${one}`) })}>
          <p>{t(`onDemand.book.help.${one}`)}</p>
        </Details>
      ))}
      {purpose === 'visitors' && <Hours hours={view.hours} />}
      <Radios
        label={t('onDemand.series.how')}
        options={[
          { value: 'once', title: t('onDemand.series.once') },
          { value: 'weekly', title: t('onDemand.series.weekly') },
        ]}
        chosen={weekly ? 'weekly' : 'once'}
        onChoose={(how) => setWeekly(how === 'weekly')}
      />
    </>
  );
  if (weekly) {
    return (
      <OnDemandShell title={t('onDemand.book.title')}>
        <div className="pw-stack pw-stack--wide pw-measure">
          {head}
          <SeriesForm
            key={purpose}
            permit={permit}
            typed={typed}
            onChange={change}
            onBooked={(series) => {
              done();
              onSeries(series);
            }}
          />
        </div>
      </OnDemandShell>
    );
  }
  return (
    <Booking
      key={purpose}
      permit={permit}
      typed={typed}
      onChange={change}
      onBooked={(started, start) => {
        done();
        onBooked(started, start);
      }}
    >
      {head}
    </Booking>
  );
}

interface BookingProps {
  permit: ParkingPermit;
  typed: TypedStay;
  onChange: (typed: TypedStay) => void;
  onBooked: (started: Started, start: Start) => void;
  children: ReactNode;
}

function Booking({ permit, typed, onChange, onBooked, children }: BookingProps) {
  const t = useText();
  const amounts = useAmounts();
  const navigate = useNavigate();
  const minute = useNow();
  const sentence = useSentenceNamed();
  const { base } = useOnDemand();
  const [tried, setTried] = useState<readonly FormError[]>([]);
  const { act, perform, reset } = useAct(startAction);
  const read = readStay(typed, permit, minute);
  const { quoting, again } = useQuoting('stay' in read ? read.stay : null, askQuote);
  const quote = quoting.state === 'quoted' ? quoting.quote : null;
  useFreshQuote(quote, again);

  const words = ({ plate, location, start, end }: Lacking): Partial<Record<keyof Lacking, string>> => ({
    ...(plate !== undefined && { plate: sentence(`refusal.${plate}`) ?? plate }),
    ...(location !== undefined && { location: t('parking.new.missing.location') }),
    ...(start !== undefined && { start: t('parking.new.missing.start') }),
    ...(end !== undefined && { end: t('parking.new.missing.end') }),
  });
  const start = async (body: Start) => {
    const answer = await perform(body);
    if (answer?.ok) onBooked(answer.value, body);
  };
  const confirm = () => {
    if ('lacking' in read) {
      const missing = Object.entries(words(read.lacking));
      setTried(missing.map(([name, message]) => ({ field: `field-${name}`, message })));
    } else if (quote) void start({ ...read.stay, quoteId: quote.quoteId });
  };
  const take = ({ startsAt, endsAt, quoteId }: QuoteView) => {
    if ('stay' in read) void start({ ...read.stay, startsAt, endsAt, quoteId });
  };
  const refusal = act.state === 'failed' ? act.problem : quoting.state === 'failed' ? quoting.problem : null;
  const errors = tried.length > 0 && 'lacking' in read ? words(read.lacking) : {};
  const price = quote && (amounts(quote.holds) ?? t('parking.actions.nothing'));
  const busy = act.state === 'busy';
  return (
    <OnDemandShell
      title={t('onDemand.book.title')}
      bottomBar={
        <BottomBar {...(price !== null && { label: t('parking.new.atMost'), value: price })}>
          <Button onClick={() => void navigate(base)}>{t('common.cancel')}</Button>
          {refusal?.trace == null && (
            <Button look="primary" busy={busy || quoting.state === 'asking'} onClick={confirm}>
              {t('parking.new.confirm')}
            </Button>
          )}
        </BottomBar>
      }
    >
      <div className="pw-cols pw-cols--even">
        <form
          className="pw-stack pw-stack--wide"
          noValidate
          aria-label={t('onDemand.book.title')}
          onSubmit={(event) => {
            event.preventDefault();
            confirm();
          }}
        >
          {children}
          <ErrorSummary errors={tried} />
          <StayForm
            permit={permit}
            typed={typed}
            onChange={(next) => {
              setTried([]);
              reset();
              onChange(next);
            }}
            errors={errors}
            now={minute}
          />
        </form>
        <div className="pw-stack pw-stack--wide">
          {quoting.state === 'none' && <p className="pw-muted">{t('parking.new.fillIn')}</p>}
          {quoting.state === 'asking' && <Loading>{t('parking.new.asking')}</Loading>}
          {quote && act.state !== 'failed' && <QuotePanel quote={quote} permit={permit} />}
          {quote && (
            <Doubts quote={quote} onTake={(plate) => onChange({ ...typed, plate: { ...typed.plate, text: plate } })} />
          )}
          {refusal &&
            (refusal.trace === null ? (
              <ProblemNote problem={refusal} onRetry={again} />
            ) : (
              <RefusalPanel
                problem={refusal}
                permit={permit}
                busy={busy}
                onTake={take}
                topUpTo={`${base}/top-up?back=book`}
              />
            ))}
        </div>
      </div>
    </OnDemandShell>
  );
}

function Booked({ started, start, onAnother }: { started: Started; start: Start; onAnother: () => void }) {
  const t = useText();
  const format = useFormat();
  const { view, base } = useOnDemand();
  const { stay } = useMoments(view.timeZone);
  const { startsAt, endsAt, heldCents } = started;
  return (
    <OnDemandShell title={t('onDemand.book.title')}>
      <div className="pw-stack pw-stack--wide pw-measure">
        <h1>{t('parking.new.started.title')}</h1>
        <Plate country={start.country} value={start.plate} size="xl" />
        <p className="pw-lead">{stay({ from: startsAt, to: endsAt })}</p>
        <p>
          {heldCents > 0
            ? t('parking.actions.setAside', { amount: format.money(heldCents) })
            : t('parking.actions.free')}
        </p>
        <Buttons wide>
          <ButtonLink look="primary" to={base}>
            {t('onDemand.toStart')}
          </ButtonLink>
          <Button onClick={onAnother}>{t('onDemand.book.another')}</Button>
        </Buttons>
      </div>
    </OnDemandShell>
  );
}
