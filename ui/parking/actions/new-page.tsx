import { useState } from 'react';
import { useNavigate } from 'react-router';
import type { ParkingPermit, QuoteView } from '../../../api/parking/shapes.ts';
import { BottomBar } from '../../components/bottom-bar.tsx';
import { Button, ButtonLink } from '../../components/button.tsx';
import { ErrorSummary, type FormError } from '../../components/error-summary.tsx';
import { Note } from '../../components/note.tsx';
import { Loading } from '../../components/states.tsx';
import { now, useNow } from '../../data/clock.ts';
import type { Problem } from '../../data/problem.ts';
import { newKey } from '../../data/use-act.ts';
import { useOnline } from '../../data/use-online.ts';
import { ProblemNote } from '../../desk/shown.tsx';
import { useTitleFocus } from '../../focus-title.ts';
import { useSentenceNamed, useText } from '../../text/text.tsx';
import { startAction, type Start } from '../data/actions.ts';
import { askQuote } from '../data/quotes.ts';
import { waiting } from '../data/waiting-starts.ts';
import { useParking, usePermit } from '../parking.ts';
import { ParkingShell } from '../parking-shell.tsx';
import { useAmounts } from './amounts.ts';
import { PaidNow } from './paid-now.tsx';
import { OwnPlates, PermitState, PlacesInUse } from './permit-state.tsx';
import { Doubts, QuotePanel } from './quote-panel.tsx';
import { RefusalPanel } from './refusal-panel.tsx';
import { StartedPanel, type Booked } from './started.tsx';
import { StayForm } from './stay-form.tsx';
import { emptyStay, readStay, type Lacking, type TypedStay } from './typed-stay.ts';
import { useFreshQuote } from './use-fresh-quote.ts';
import { useQuoting } from './use-quoting.ts';
import { WaitingList } from './waiting-list.tsx';
import './actions.css';

/** Starting or planning a parking action: whose car and when, what it costs, and then yes (2PARK-051). */
export default function NewPage() {
  const t = useText();
  const permit = usePermit();
  const [round, setRound] = useState(0);
  const [booked, setBooked] = useState<Booked | null>(null);
  useTitleFocus(booked === null ? `form ${round}` : 'started');
  if (booked !== null) {
    return (
      <ParkingShell title={t('parking.menu.actions')}>
        <StartedPanel
          booked={booked}
          permit={permit}
          onAnother={() => {
            setBooked(null);
            setRound(round + 1);
          }}
        />
      </ParkingShell>
    );
  }
  if (!permit.may.includes('start') && !permit.may.includes('plan')) return <CannotStart permit={permit} />;
  return <NewAction key={round} permit={permit} onBooked={setBooked} />;
}

function CannotStart({ permit }: { permit: ParkingPermit }) {
  const t = useText();
  return (
    <ParkingShell title={t('parking.menu.actions')}>
      <div className="pw-stack pw-stack--wide pw-measure">
        <h1>{t('parking.new.cannot.title')}</h1>
        <PermitState permit={permit} />
        {permit.state === 'active' && <p>{t('parking.new.cannot.text')}</p>}
        <div>
          <ButtonLink to={`/parking/p/${permit.id}`}>{t('parking.new.started.toActions')}</ButtonLink>
        </div>
      </div>
    </ParkingShell>
  );
}

function NewAction({ permit, onBooked }: { permit: ParkingPermit; onBooked: (booked: Booked) => void }) {
  const t = useText();
  const amounts = useAmounts();
  const navigate = useNavigate();
  const minute = useNow();
  const online = useOnline();
  const { reload } = useParking();
  const [typed, setTyped] = useState(() => emptyStay(permit));
  const [tried, setTried] = useState<readonly FormError[]>([]);
  const { busy, refused, start, reset } = useStart({
    onBooked: (booked) => {
      onBooked(booked);
      void reload();
    },
    // What waits is no longer what is filled in: confirming again would be a second start.
    onKept: () => {
      setTyped(emptyStay(permit));
      window.scrollTo({ top: 0 });
    },
  });

  const read = readStay(typed, permit, minute);
  const stay = 'stay' in read ? read.stay : null;
  const { quoting, again } = useQuoting(stay, askQuote);
  const quote = quoting.state === 'quoted' ? quoting.quote : null;
  useFreshQuote(quote, again);
  const lackingWords = useLackingWords();

  const change = (next: TypedStay) => {
    setTyped(next);
    setTried([]);
    reset();
  };
  const unreachable = quoting.state === 'failed' && quoting.problem.status === 0;
  const confirm = () => {
    if ('lacking' in read) {
      setTried(
        Object.entries(lackingWords(read.lacking)).map(([name, message]) => ({ field: `field-${name}`, message })),
      );
      return;
    }
    if (quote) void start({ ...read.stay, quoteId: quote.quoteId });
    else if (!online || unreachable) void start(read.stay);
  };
  const take = (proposal: QuoteView) => {
    if (!stay) return;
    const { permitId, plate, country, areaId } = stay;
    const { startsAt, endsAt, quoteId } = proposal;
    void start({ permitId, plate, country, startsAt, endsAt, quoteId, ...(areaId !== undefined && { areaId }) });
  };

  const refusal = refused ?? (quoting.state === 'failed' && !unreachable ? quoting.problem : null);
  const errors = tried.length > 0 && 'lacking' in read ? lackingWords(read.lacking) : {};
  const price = quote && (amounts(quote.holds) ?? t('parking.actions.nothing'));
  return (
    <ParkingShell
      title={t('parking.new.title')}
      bottomBar={
        <BottomBar {...(price !== null && { label: t('parking.new.atMost'), value: price })}>
          <Button onClick={() => void navigate(`/parking/p/${permit.id}`)}>{t('common.cancel')}</Button>
          {refusal?.trace == null && (
            <Button look="primary" busy={busy || (quoting.state === 'asking' && online)} onClick={confirm}>
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
          aria-label={t('parking.new.title')}
          onSubmit={(event) => {
            event.preventDefault();
            confirm();
          }}
        >
          <h1>{t(`parking.new.heading.${permit.kind}`)}</h1>
          <WaitingList />
          <PermitState permit={permit} />
          <ErrorSummary errors={tried} />
          <OwnPlates permit={permit} />
          <PlacesInUse permit={permit} />
          <StayForm permit={permit} typed={typed} onChange={change} errors={errors} now={minute} />
        </form>
        <div className="pw-stack pw-stack--wide">
          <PaidNow permit={permit} />
          {quoting.state === 'none' && <p className="pw-muted">{t('parking.new.fillIn')}</p>}
          {quoting.state === 'asking' && online && <Loading>{t('parking.new.asking')}</Loading>}
          {quote && !refused && <QuotePanel quote={quote} permit={permit} />}
          {quote && (
            <Doubts quote={quote} onTake={(plate) => change({ ...typed, plate: { ...typed.plate, text: plate } })} />
          )}
          {unreachable && (
            <Note kind="wait" icon="offline" title={t('parking.new.noPrice.title')}>
              <p>{t('parking.new.noPrice.text')}</p>
            </Note>
          )}
          {refusal &&
            (refusal.trace === null ? (
              <ProblemNote problem={refusal} onRetry={again} />
            ) : (
              <RefusalPanel problem={refusal} permit={permit} busy={busy} onTake={take} />
            ))}
        </div>
      </div>
    </ParkingShell>
  );
}

/** What is missing, as sentences, in the order of the form. */
function useLackingWords(): (lacking: Lacking) => Partial<Record<keyof Lacking, string>> {
  const t = useText();
  const sentence = useSentenceNamed();
  return ({ plate, location, start, end }) => ({
    ...(plate !== undefined && { plate: sentence(`refusal.${plate}`) ?? plate }),
    ...(location !== undefined && { location: t('parking.new.missing.location') }),
    ...(start !== undefined && { start: t('parking.new.missing.start') }),
    ...(end !== undefined && { end: t('parking.new.missing.end') }),
  });
}

interface Starting {
  busy: boolean;
  refused: Problem | null;
  start: (body: Start) => Promise<void>;
  reset: () => void;
}

/**
 * Books, and says so only when the service did. Without an answer the start waits under its own key, and nothing says that it is
 * registered (BEYOND-034).
 */
function useStart({ onBooked, onKept }: { onBooked: (booked: Booked) => void; onKept: () => void }): Starting {
  const { account } = useParking();
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<Problem | null>(null);
  const start = async (body: Start) => {
    if (busy) return;
    setBusy(true);
    setRefused(null);
    const key = newKey();
    const answer = await startAction(body, key);
    setBusy(false);
    if (answer.ok) {
      onBooked({ started: answer.value, plate: { country: body.country, display: body.plate }, at: now() });
    } else if (answer.problem.status === 0 || answer.problem.status >= 500) {
      waiting.keep({ key, accountId: account.id, body });
      onKept();
    } else {
      setRefused(answer.problem);
    }
  };
  return { busy, refused, start, reset: () => setRefused(null) };
}
