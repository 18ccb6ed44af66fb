import { useState } from 'react';
import { Link } from 'react-router';
import type { OfferedProduct } from '../../../api/products/shapes.ts';
import { Button, ButtonLink } from '../../components/button.tsx';
import { ConfirmDialog } from '../../components/dialog.tsx';
import { DescriptionList } from '../../components/lists.tsx';
import { Badge, Fact } from '../../components/note.tsx';
import { now } from '../../data/clock.ts';
import { civilDayAt } from '../../../rules/values/format.ts';
import { useMunicipality } from '../../municipality-frame.tsx';
import { useFormat, useText } from '../../text/text.tsx';
import { useDesk, useLocal } from '../desk.ts';
import { ProblemNote } from '../shown.tsx';
import { periodWords, zoneSign } from './period-words.ts';
import { useOpenApplication } from './use-open.ts';

/** One product with what it costs, where it counts and what is full. `running`: it was applied for before (PORTAL-022). */
export function ProductCard({ product, running }: { product: OfferedProduct; running: boolean }) {
  const t = useText();
  const local = useLocal();
  const format = useFormat();
  const { act, open } = useOpenApplication();
  const [asking, setAsking] = useState(false);
  const { id, places, plates, firstStart, lastStart } = product;
  const name = local(product.name);
  const today = civilDayAt(now());
  const busy = act.state === 'busy';

  return (
    <li className="pw-card">
      <div className="pw-stack pw-stack--tight">
        <h2>{name}</h2>
        <p>{local(product.summary)}</p>
      </div>
      <DescriptionList
        thin
        items={[
          { term: t('desk.products.price'), value: <Prices product={product} /> },
          { term: t('desk.products.where'), value: <Places places={places} /> },
          {
            term: t('desk.products.start'),
            value: t('desk.products.startBetween', {
              first: format.dayInWords(firstStart, today),
              last: format.dayInWords(lastStart, today),
            }),
          },
          { term: t('desk.products.plates'), value: platesWords(plates) },
        ]}
      />
      <div className="pw-stack pw-stack--tight">
        {act.state === 'failed' && <ProblemNote problem={act.problem} />}
        {places.every(({ full }) => full) ? (
          <AllFull product={product} name={name} />
        ) : (
          <div>
            <Button about={name} busy={busy} onClick={() => (running ? setAsking(true) : void open(id))}>
              {t('desk.products.apply')}
            </Button>
          </div>
        )}
      </div>
      {asking && (
        <Double
          name={name}
          busy={busy}
          onYes={() => {
            setAsking(false);
            void open(id);
          }}
          onNo={() => setAsking(false)}
        />
      )}
    </li>
  );

  function platesWords({ min, max }: OfferedProduct['plates']): string {
    if (max === 0) return t('desk.products.platesNone');
    return min === max ? t('desk.products.platesExactly', { count: max }) : t('desk.products.platesAtMost', { max });
  }
}

/** Every place is given out: what follows is the waiting list, and that is said before anything begins (PORTAL-021). */
function AllFull({ product: { id, waitingList }, name }: { product: OfferedProduct; name: string }) {
  const t = useText();
  const { base } = useDesk();
  const { contact } = useMunicipality();
  if (!waitingList) return <Fact kind="info">{t('desk.products.allFull', { phone: contact.phone })}</Fact>;
  if (!waitingList.open) return <Fact kind="info">{t('desk.products.listClosed', { phone: contact.phone })}</Fact>;
  return (
    <>
      <Fact kind="info">{t('desk.products.toList')}</Fact>
      <div>
        <ButtonLink about={name} to={`${base}/waitlist/join/${id}`}>
          {t('desk.products.join')}
        </ButtonLink>
      </div>
    </>
  );
}

/** Warns who would apply for the same product twice, and does not forbid it. */
function Double({ name, busy, onYes, onNo }: { name: string; busy: boolean; onYes: () => void; onNo: () => void }) {
  const t = useText();
  const { payAtOnce } = useMunicipality();
  const { base } = useDesk();
  return (
    <ConfirmDialog
      question={t('desk.products.double.question')}
      yes={t('desk.products.applyAgain')}
      no={t('common.cancel')}
      {...{ busy, onYes, onNo }}
    >
      <p>{t(payAtOnce ? 'desk.products.double.textAlone' : 'desk.products.double.text', { product: name })}</p>
      <p>
        <Link className="pw-alone" to={`${base}/applications`}>
          {t('desk.products.double.look')}
        </Link>
      </p>
    </ConfirmDialog>
  );
}

/** Per period what it costs: at the applicant's own address when it is sold there, otherwise from what on. */
function Prices({ product: { periods, places, perWeekday } }: { product: OfferedProduct }) {
  const t = useText();
  const format = useFormat();
  const own = places.filter(({ ownArea }) => ownArea);
  const lines = periods.flatMap((period) => {
    const all = (own.length > 0 ? own : places).flatMap(({ prices }) => prices);
    const cents = all.filter(({ periodId }) => periodId === period.id).map((price) => price.cents);
    if (cents.length === 0) return [];
    const lowest = Math.min(...cents);
    const amount = lowest === 0 ? t('desk.free') : format.money(lowest);
    const price = new Set(cents).size > 1 ? t('desk.products.priceFrom', { price: amount }) : amount;
    return [{ id: period.id, text: t('desk.products.priceFor', { price, period: periodWords(t, period) }) }];
  });
  return (
    <ul>
      {lines.map(({ id, text }) => (
        <li key={id}>{text}</li>
      ))}
      {perWeekday && <li className="pw-small pw-muted">{t('desk.products.perWeekday')}</li>}
    </ul>
  );
}

/** A few places left are worth saying; hundreds are not. */
const FEW = 25;

function Places({ places }: { places: OfferedProduct['places'] }) {
  const t = useText();
  return (
    <ul className="pw-stack pw-stack--close">
      {places.map(({ areaId, areaName, full, placesLeft, ownArea, wait }) => {
        const sign = zoneSign(t, areaId);
        const left =
          placesLeft !== null && placesLeft > 0 && placesLeft <= FEW && t('desk.products.left', { count: placesLeft });
        const line = wait && wait.waiting > 0 && t('desk.products.inLine', { count: wait.waiting });
        const notes = [sign, ownArea && t('desk.products.own'), left, line].filter(Boolean).join(', ');
        return (
          <li key={areaId} className="pw-row pw-row--tight">
            <span>
              {areaName}
              {notes && <span className="pw-muted"> ({notes})</span>}
            </span>
            {full && <Badge kind="off">{t('desk.products.full')}</Badge>}
          </li>
        );
      })}
    </ul>
  );
}
