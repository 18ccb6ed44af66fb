import type { ProductsForStaff } from '../../../api/products/shapes.ts';
import { DescriptionList } from '../../components/lists.tsx';
import { Badge } from '../../components/note.tsx';
import { Empty, ErrorNote, Loading } from '../../components/states.tsx';
import { Table, type Column } from '../../components/table.tsx';
import { useCall } from '../../data/use-call.ts';
import { useLocal } from '../../desk/desk.ts';
import { priceColumns } from '../../desk/products/price-columns.tsx';
import { useProblemSentences } from '../../text/problem-sentences.ts';
import { useFormat, useText } from '../../text/text.tsx';
import { readStaffProducts } from '../data/products.ts';
import { Guard } from '../guard.tsx';
import { StaffShell } from '../staff-shell.tsx';

type ProductForStaff = ProductsForStaff['items'][number];
type Place = ProductForStaff['places'][number];

/** What is issued, where and for how much, to look up while somebody asks (PEERS-033). */
export default function ProductsPage() {
  return (
    <Guard permission="read-products" place="products">
      <Page />
    </Guard>
  );
}

function Page() {
  const t = useText();
  const format = useFormat();
  const sentences = useProblemSentences();
  const { call, refresh } = useCall(readStaffProducts);
  return (
    <StaffShell title={t('staff.products.title')} place="products">
      <div className="pw-stack pw-stack--apart">
        <div className="pw-stack">
          <h1>{t('staff.products.title')}</h1>
          <p className="pw-lead pw-measure">{t('staff.products.lead')}</p>
          {call.state === 'done' && (
            <p className="pw-muted">
              {t('staff.products.release', {
                number: call.value.release,
                moment: format.moment(call.value.validFrom),
              })}
            </p>
          )}
        </div>
        {call.state === 'loading' && <Loading>{t('staff.products.loading')}</Loading>}
        {call.state === 'failed' && <ErrorNote {...sentences(call.problem)} onRetry={() => void refresh()} />}
        {call.state === 'done' && call.value.items.length === 0 && (
          <Empty icon="list" title={t('staff.products.empty')} />
        )}
        {call.state === 'done' && call.value.items.map((product) => <Product key={product.id} product={product} />)}
      </div>
    </StaffShell>
  );
}

function Product({ product }: { product: ProductForStaff }) {
  const t = useText();
  const format = useFormat();
  const local = useLocal();
  const { applicants, article, issued, ledgerAccount, periods, places, vatPercent } = product;
  const name = local(product.name);
  const columns: Column<Place>[] = [
    ...priceColumns(t, t('staff.products.where'), periods),
    {
      title: t('staff.products.ceiling'),
      end: true,
      cell: ({ ceiling }) => (ceiling === null ? t('staff.products.noCeiling') : format.number(ceiling)),
    },
  ];
  return (
    <section className="pw-stack" id={product.id}>
      <h2>{name}</h2>
      {!issued && (
        <p>
          <Badge kind="off">{t('staff.products.notIssued')}</Badge>
        </p>
      )}
      <p className="pw-measure">{local(product.summary)}</p>
      <DescriptionList
        items={[
          {
            term: t('staff.products.for'),
            value: applicants.map((one) => t(`staff.products.applicants.${one}`)).join(', '),
          },
          { term: t('staff.products.article'), value: article },
          { term: t('staff.products.vat'), value: t('staff.products.percent', { percent: vatPercent }) },
          { term: t('staff.products.account'), value: ledgerAccount },
        ]}
      />
      <Table
        caption={t('staff.products.caption', { product: name })}
        columns={columns}
        rows={places}
        rowKey={({ areaId }) => areaId}
      />
    </section>
  );
}
