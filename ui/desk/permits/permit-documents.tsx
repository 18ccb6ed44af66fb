import { useCallback } from 'react';
import type { DocumentView } from '../../../api/permit-applications/shapes.ts';
import type { PermitView } from '../../../api/permits/shapes.ts';
import { Tabs } from '../../components/tabs.tsx';
import { useCall } from '../../data/use-call.ts';
import { useText } from '../../text/text.tsx';
import { permitDocument, readPermitDocuments } from '../data/permits.ts';
import { DocumentRow } from '../documents/document-row.tsx';
import { Shown } from '../shown.tsx';
import { useEvery } from '../use-every.ts';

/** A letter follows within a minute of what it is about. */
const LETTER_MS = 3_000;

/** What the holder sent and what the municipality sent, in two tabs (PORTAL-075, LOKET-030). */
export function PermitDocuments({ permit: { id } }: { permit: PermitView }) {
  const t = useText();
  const asked = useCall(useCallback((signal: AbortSignal) => readPermitDocuments(id, signal), [id]));
  const { call, refresh } = asked;
  const noLetter = call.state === 'done' && call.value.product.length === 0;
  useEvery(noLetter ? LETTER_MS : null, () => void refresh());
  const list = (files: readonly DocumentView[], none: string) =>
    files.length === 0 ? (
      <p>{none}</p>
    ) : (
      <ul className="pw-ruled" role="list">
        {files.map((file) => (
          <DocumentRow
            key={file.id}
            document={file}
            href={permitDocument(id, file.id)}
            note={file.superseded && t('permit.fileOld')}
          />
        ))}
      </ul>
    );
  return (
    <section className="pw-stack">
      <h2 id="documents" tabIndex={-1}>
        {t('permit.documents')}
      </h2>
      <Shown asked={asked} loading={t('permit.documentsLoading')}>
        {({ application, product }) => (
          <Tabs
            label={t('permit.documents')}
            tabs={[
              {
                id: 'application',
                title: t('permit.tabApplication'),
                count: application.length,
                panel: list(application, t('permit.noApplication')),
              },
              {
                id: 'product',
                title: t('permit.tabProduct'),
                count: product.length,
                panel: list(product, t('permit.noProduct')),
              },
            ]}
            first={product.length > 0 || application.length === 0 ? 'product' : 'application'}
          />
        )}
      </Shown>
    </section>
  );
}
