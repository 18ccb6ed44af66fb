import { useCallback } from 'react';
import { Link } from 'react-router';
import type { PublicProduct } from '../../api/municipalities/shapes.ts';
import { ButtonLink } from '../components/button.tsx';
import { Table } from '../components/table.tsx';
import { readPublicProducts } from '../data/municipalities.ts';
import { useCall } from '../data/use-call.ts';
import { useLocal } from '../desk/desk.ts';
import { OpenDeskShell } from '../desk/desk-shell.tsx';
import { priceColumns } from '../desk/products/price-columns.tsx';
import { Shown } from '../desk/shown.tsx';
import { Film } from '../film.tsx';
import { useMunicipality } from '../municipality-frame.tsx';
import { useText } from '../text/text.tsx';

/** What a municipality issues and what it costs, for anybody (PORTAL-001). */
export default function PublicProductsPage() {
  const t = useText();
  const local = useLocal();
  const { id, name, onDemand } = useMunicipality();
  const asked = useCall(useCallback((signal: AbortSignal) => readPublicProducts(id, signal), [id]));
  return (
    <OpenDeskShell title={t('pages.products.title')}>
      <div className="pw-stack pw-stack--apart">
        <div className="pw-stack">
          <h1>{t('pages.products.heading', { name })}</h1>
          <p className="pw-lead">{t('pages.products.lead')}</p>
          <p>
            <ButtonLink look="primary" to={`/${id}/desk`}>
              {t('pages.products.signIn')}
            </ButtonLink>
          </p>
          {onDemand && (
            <p>
              <Link className="pw-alone" to={`/${id}/on-demand`}>
                {t('front.onDemand', { service: local(onDemand.name) })}
              </Link>
            </p>
          )}
          <p>
            <Link className="pw-alone" to={`/${id}/check`}>
              {t('pages.check.link')}
            </Link>
          </p>
          <p>
            <Link className="pw-alone" to="/parking/help">
              {t('pages.parkingHelp.link')}
            </Link>
          </p>
        </div>
        <Shown asked={asked} loading={t('pages.products.loading')}>
          {({ items }) =>
            items.length === 0 ? (
              <p>{t('pages.products.empty')}</p>
            ) : (
              items.map((product) => <Product key={product.id} product={product} />)
            )
          }
        </Shown>
        <Film />
      </div>
    </OpenDeskShell>
  );
}

function Product({ product }: { product: PublicProduct }) {
  const t = useText();
  const local = useLocal();
  const { applicants, periods, places } = product;
  const name = local(product.name);
  const [only] = applicants.length === 1 ? applicants : [];
  return (
    <section className="pw-stack" id={product.id}>
      <h2>{name}</h2>
      <p className="pw-measure">{local(product.summary)}</p>
      <p className="pw-muted">
        {t('pages.products.for')} {t(`pages.products.${only ?? 'both'}`)}
      </p>
      <Table
        caption={t('pages.products.caption', { product: name })}
        columns={priceColumns(t, t('pages.products.where'), periods)}
        rows={places}
        rowKey={({ areaId }) => areaId}
      />
    </section>
  );
}
