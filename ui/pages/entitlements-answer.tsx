import type { Entitlements } from '../../api/municipalities/shapes.ts';
import { DescriptionList } from '../components/lists.tsx';
import { Badge, Fact } from '../components/note.tsx';
import { useLocal } from '../desk/desk.ts';
import { useAhead } from '../desk/lists/waitlist-words.ts';
import { periodWords, zoneSign } from '../desk/products/period-words.ts';
import { useFormat, useSentenceNamed, useText } from '../text/text.tsx';

type Product = Entitlements['products'][number];
type Offer = NonNullable<Product['offer']>;

/** The zone of the address; every product with its price, place and wait, or why it is not for this address. */
export function EntitlementsAnswer({ answer, instead }: { answer: Entitlements; instead: boolean }) {
  const t = useText();
  const { area, ownPlaces, products, cars, emission } = answer;
  const possible = products.filter(({ offer }) => offer !== null);
  const refused = products.filter(({ offer }) => offer === null);
  const zone = area && [area.name, zoneSign(t, area.id)].filter(Boolean).join(', ');
  return (
    <div className="pw-stack pw-stack--wide">
      <h2>{t(instead ? 'pages.check.otherResult' : 'pages.check.result')}</h2>
      <p>{zone === null ? t('pages.check.outside') : t('pages.check.zone', { zone })}</p>
      {ownPlaces !== null && ownPlaces > 0 && (
        <Fact kind="info">{t('pages.check.ownPlaces', { count: ownPlaces })}</Fact>
      )}
      {emission !== 'any' && (
        <Fact kind={emission === 'unknown' ? 'wait' : 'info'}>{t(`pages.check.emission.${emission}`)}</Fact>
      )}
      {possible.length === 0 ? (
        <p>{t('pages.check.nothing')}</p>
      ) : (
        <ul className="pw-stack pw-stack--wide" role="list">
          {possible.map((product) => (
            <Possible key={product.id} product={product} offer={product.offer!} cars={cars} />
          ))}
        </ul>
      )}
      {refused.length > 0 && (
        <details>
          <summary>{t('pages.check.notPossible', { count: refused.length })}</summary>
          <ul className="pw-stack pw-stack--tight">
            {refused.map((product) => (
              <Refused key={product.id} product={product} />
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}

function Possible({ product, offer, cars }: { product: Product; offer: Offer; cars: number }) {
  const t = useText();
  const local = useLocal();
  return (
    <li className="pw-card pw-stack pw-stack--tight">
      <h3>{local(product.name)}</h3>
      <p>{local(product.summary)}</p>
      {cars > 1 && offer.plates.max > 0 && (
        <Fact kind={product.enoughForCars ? 'ok' : 'wait'}>
          {product.enoughForCars
            ? t('pages.check.enough', { cars })
            : t('pages.check.notEnough', { count: offer.plates.atOnce, cars })}
        </Fact>
      )}
      {offer.zeroEmissionPercent !== null && (
        <Fact kind="info">{t('pages.check.electricPays', { percent: offer.zeroEmissionPercent })}</Fact>
      )}
      <DescriptionList
        thin
        items={offer.places.map((place) => ({
          term: [place.areaName, zoneSign(t, place.areaId)].filter(Boolean).join(', '),
          value: <Place place={place} offer={offer} />,
        }))}
      />
    </li>
  );
}

function Place({ place, offer }: { place: Offer['places'][number]; offer: Offer }) {
  const t = useText();
  const format = useFormat();
  const prices = offer.periods.flatMap((period) => {
    const price = place.prices.find(({ periodId }) => periodId === period.id);
    if (!price) return [];
    const amount = price.cents === 0 ? t('desk.free') : format.money(price.cents);
    const words = t('desk.products.priceFor', { price: amount, period: periodWords(t, period) });
    return [offer.perWeekday && price.cents > 0 ? t('pages.check.perDay', { price: words }) : words];
  });
  return (
    <div className="pw-stack pw-stack--close">
      <span>{prices.join('; ')}</span>
      {place.full ? (
        <span className="pw-row pw-row--tight">
          <Badge kind="off">{t('desk.products.full')}</Badge>
          {place.wait ? <Wait wait={place.wait} /> : t('pages.check.noList')}
        </span>
      ) : (
        place.placesLeft !== null && <span>{t('desk.products.left', { count: place.placesLeft })}</span>
      )}
    </div>
  );
}

function Wait({ wait }: { wait: NonNullable<Offer['places'][number]['wait']> }) {
  return <span>{useAhead(wait)}</span>;
}

function Refused({ product: { name, refused } }: { product: Product }) {
  const local = useLocal();
  const named = useSentenceNamed();
  const ground = refused?.ground ?? '';
  return (
    <li>
      <strong>{local(name)}</strong>: {named(`refusal.${ground}`) ?? ground}
    </li>
  );
}
