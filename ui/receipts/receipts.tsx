import type { ReceiptList, ReceiptView } from '../../api/receipts/shapes.ts';
import { Button } from '../components/button.tsx';
import { DescriptionList } from '../components/lists.tsx';
import { Plate } from '../components/plate.tsx';
import { QrPicture } from '../components/qr-picture.tsx';
import { ErrorNote } from '../components/states.tsx';
import { call } from '../data/http.ts';
import { useAct } from '../data/use-act.ts';
import { useProblemSentences } from '../text/problem-sentences.ts';
import { useFormat, useText } from '../text/text.tsx';

/** `/v1/permits/{id}` or `/v1/parking/actions/{id}`. */
export type ReceiptsOf = `/v1/permits/${string}` | `/v1/parking/actions/${string}`;

/** Proof for whoever was fined all the same: a signed receipt that anybody can check (BEYOND-005). */
export function Receipts({ of }: { of: ReceiptsOf }) {
  const t = useText();
  const sentences = useProblemSentences();
  const { act, perform } = useAct(readReceipts);
  return (
    <section className="pw-stack">
      <h2>{t('receipt.title')}</h2>
      <p>{t('receipt.text')}</p>
      {act.state !== 'done' && (
        <p>
          <Button icon="file" busy={act.state === 'busy'} onClick={() => void perform(of)}>
            {t('receipt.show')}
          </Button>
        </p>
      )}
      {act.state === 'failed' && <ErrorNote {...sentences(act.problem)} />}
      <div role="status">{act.state === 'done' && act.value.items.length === 0 && <p>{t('receipt.none')}</p>}</div>
      {act.state === 'done' && act.value.items.map((receipt) => <One key={receipt.rightId} receipt={receipt} />)}
    </section>
  );
}

const readReceipts = (of: ReceiptsOf) => call<ReceiptList>(`${of}/receipts`);

function One({ receipt }: { receipt: ReceiptView }) {
  const t = useText();
  const format = useFormat();
  const { country, plate, areaNames, since, until, registeredAt, code, link } = receipt;
  return (
    <article className="pw-card pw-stack">
      <Plate country={country} value={plate} size="l" />
      <DescriptionList
        items={[
          { term: t('receipt.registered'), value: format.moment(registeredAt) },
          { term: t('receipt.area'), value: areaNames.join(', ') },
          {
            term: t('receipt.validity'),
            value: t('receipt.fromUntil', { from: format.moment(since), until: format.moment(until) }),
          },
          { term: t('receipt.code'), value: <span className="pw-break">{code}</span> },
        ]}
      />
      <p className="pw-small pw-muted">{t('receipt.codeText')}</p>
      <QrPicture text={link} label={t('receipt.qr')} />
      <p>
        <a className="pw-alone" href={link}>
          {t('receipt.verify')}
        </a>
      </p>
    </article>
  );
}
