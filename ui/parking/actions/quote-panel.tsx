import { epoch, MINUTE_MS } from '../../../rules/values/moment.ts';
import type { ParkingPermit, QuoteView } from '../../../api/parking/shapes.ts';
import { Button } from '../../components/button.tsx';
import { Ledger, Money } from '../../components/figures.tsx';
import { Fact, Note } from '../../components/note.tsx';
import { useFormat, useSentenceNamed, useText } from '../../text/text.tsx';
import type { PriceLine } from '../data/actions.ts';
import { useAmount } from '../amount.ts';
import { useAmounts } from './amounts.ts';
import { StayStrip } from './stay-strip.tsx';
import { useMoments } from './use-moments.ts';

/** What it costs and until when, before anything is started: exact, and piece by piece (PEERS-006). */
export function QuotePanel({ quote, permit }: { quote: QuoteView; permit: ParkingPermit }) {
  const t = useText();
  const amounts = useAmounts();
  const amount = useAmount();
  const { stay } = useMoments(permit.timeZone);
  const { holds, priceCents, lines, free, startsAt, endsAt } = quote;
  const held = amounts(holds);
  const after = permit.balances.flatMap(({ unit, available }) => {
    const hold = holds.find((one) => one.unit === unit);
    return hold ? [amount({ unit, amount: available - hold.amount })] : [];
  });
  return (
    <section className="pw-quote" aria-labelledby="quote">
      <div className="pw-row">
        <h2 id="quote">{t('parking.new.quote.title')}</h2>
        <span className="pw-push">
          {priceCents > 0 || permit.balances.some(({ unit }) => unit === 'eurocent') ? (
            <Money cents={priceCents} big />
          ) : (
            <span className="pw-figure">{held ?? t('parking.actions.nothing')}</span>
          )}
        </span>
      </div>
      <p>{stay({ from: startsAt, to: endsAt })}</p>
      {free && (
        <Note level="h3" title={t('parking.new.quote.free.title')}>
          <p>{t('parking.new.quote.free.text')}</p>
        </Note>
      )}
      {lines.length > 0 && <StayStrip pieces={lines} timeZone={permit.timeZone} />}
      {priceCents > 0 && <PriceStory lines={lines} timeZone={permit.timeZone} cents={priceCents} />}
      {held !== null && (
        <p className="pw-small">
          {t('parking.new.quote.held', { amount: held })}{' '}
          {after.length > 0 && t('parking.new.quote.after', { amount: after.join(', ') })}
        </p>
      )}
    </section>
  );
}

/** The price line by line; the lines add up to it (BEYOND-008). */
export function PriceStory({
  lines,
  timeZone,
  cents,
}: {
  lines: readonly PriceLine[];
  timeZone: string;
  cents: number;
}) {
  const t = useText();
  const format = useFormat();
  const { stay } = useMoments(timeZone);
  const minutes = ({ from, to }: PriceLine) => Math.round((epoch(to) - epoch(from)) / MINUTE_MS);
  return (
    <Ledger
      caption={t('parking.new.quote.caption')}
      lines={lines.map((line) => ({
        text: t('parking.new.quote.line', {
          stay: stay(line),
          duration: format.duration(line.kind === 'paid' ? line.minutes : minutes(line)),
          kind: t(`parking.actions.piece.${line.kind}`),
        }),
        cents: line.cents,
      }))}
      total={{ text: t('parking.new.quote.total'), cents }}
    />
  );
}

/** Questions about a plate that may be a slip of the pen; they never stand in the way (BEYOND-001). */
export function Doubts({ quote: { doubts, vehicle }, onTake }: { quote: QuoteView; onTake: (plate: string) => void }) {
  const t = useText();
  const sentence = useSentenceNamed();
  if (doubts.length === 0 && vehicle === null) return null;
  return (
    <div className="pw-stack pw-stack--tight" role="status">
      {doubts.map(({ kind, suggestion }) => (
        <div key={kind + (suggestion ?? '')} className="pw-row">
          <Fact kind="wait">
            {suggestion === null
              ? t(`parking.new.doubt.${kind}`)
              : t(`parking.new.doubt.${kind === 'near-favourite' ? 'nearFavourite' : 'meant'}`, { plate: suggestion })}
          </Fact>
          {suggestion !== null && (
            <Button onClick={() => onTake(suggestion)}>{t('parking.new.doubt.take', { plate: suggestion })}</Button>
          )}
        </div>
      ))}
      {vehicle && (
        <Fact kind="info">
          {t('parking.new.doubt.vehicle', {
            colour: sentence(`colour.${vehicle.colour.toLowerCase()}`) ?? vehicle.colour,
            make: vehicle.make,
          })}
        </Fact>
      )}
    </div>
  );
}
