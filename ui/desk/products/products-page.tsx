import { Link } from 'react-router';
import { Empty } from '../../components/states.tsx';
import { Note } from '../../components/note.tsx';
import { useCall } from '../../data/use-call.ts';
import { useMunicipality } from '../../municipality-frame.tsx';
import { useText } from '../../text/text.tsx';
import { readApplications } from '../data/applications.ts';
import { readProducts } from '../data/products.ts';
import { useDesk } from '../desk.ts';
import { DeskShell } from '../desk-shell.tsx';
import { Shown } from '../shown.tsx';
import { ProductCard } from './product-card.tsx';

/** What this address gives a right to, as cards (PORTAL-020); where that is little or nothing, why. */
export default function ProductsPage() {
  const t = useText();
  const { holder } = useDesk();
  const products = useCall(readProducts);
  const { call } = useCall(readApplications);
  const running = call.state === 'done' ? call.value.items : [];
  const address = holder.address?.lines[0];
  return (
    <DeskShell title={t('desk.menu.products')}>
      <div className="pw-stack pw-stack--wide">
        <h1>{t('desk.products.heading')}</h1>
        <Shown asked={products} loading={t('desk.products.loading')}>
          {({ items }) => (
            <>
              {items.length > 0 && (
                <p className="pw-lead">
                  {address === undefined ? t('desk.products.leadNoAddress') : t('desk.products.lead', { address })}
                </p>
              )}
              <Why />
              {items.length === 0 ? (
                <NoProducts />
              ) : (
                <ul className="pw-products" role="list">
                  {items.map((product) => (
                    <ProductCard
                      key={product.id}
                      product={product}
                      running={running.some(({ productId }) => productId === product.id)}
                    />
                  ))}
                </ul>
              )}
            </>
          )}
        </Shown>
      </div>
    </DeskShell>
  );
}

/** What narrows the choice of a person, and whom to ask about it. Businesses are told by the list itself. */
function Why() {
  const t = useText();
  const { contact } = useMunicipality();
  const { holder } = useDesk();
  const { address, area, ownPlaces, kind } = holder;
  const { phone } = contact;
  if (address === null) {
    return (
      <Note title={t('desk.products.why.unknown.title')}>
        <p>{t('desk.products.why.unknown.text', { phone })}</p>
      </Note>
    );
  }
  if (kind === 'person' && area === null) {
    return (
      <Note title={t('desk.products.why.outside.title')}>
        <p>{t('desk.products.why.outside.text', { address: address.lines[0] ?? '' })}</p>
      </Note>
    );
  }
  if (ownPlaces !== null && ownPlaces > 0) {
    return (
      <Note title={t('desk.products.why.own.title')}>
        <p>{t('desk.products.why.own.text', { count: ownPlaces, phone })}</p>
      </Note>
    );
  }
  return null;
}

function NoProducts() {
  const t = useText();
  const { base } = useDesk();
  const { contact } = useMunicipality();
  return (
    <Empty icon="car" title={t('desk.products.empty.title')}>
      <p>{t('desk.products.empty.text', { phone: contact.phone })}</p>
      <p>
        <Link className="pw-alone" to={`${base}/user`}>
          {t('desk.products.empty.user')}
        </Link>
      </p>
    </Empty>
  );
}
