import { useCallback } from 'react';
import { useCall } from '../../data/use-call.ts';
import { permitDocument, readPermitDocuments } from '../data/permits.ts';
import { useText } from '../../text/text.tsx';
import { useEvery } from '../use-every.ts';
import { DocumentRow } from './document-row.tsx';

const LETTER_MS = 3_000;

/** The letter about what was just done to a permit, to open at once (ASSEN-005…008); it follows within moments. */
export function NewestLetter({ permitId }: { permitId: string }) {
  const t = useText();
  const { call, refresh } = useCall(
    useCallback((signal: AbortSignal) => readPermitDocuments(permitId, signal), [permitId]),
  );
  const newest = call.state === 'done' ? call.value.product.reduce(laterOf, undefined) : undefined;
  useEvery(newest ? null : LETTER_MS, () => void refresh());
  return newest ? (
    <ul className="pw-ruled" role="list">
      <DocumentRow document={newest} href={permitDocument(permitId, newest.id)} />
    </ul>
  ) : (
    <p role="status" className="pw-muted">
      {t('wizard.result.letterSoon')}
    </p>
  );
}

type Letter = Parameters<typeof DocumentRow>[0]['document'];
const laterOf = (one: Letter | undefined, other: Letter): Letter => (one && one.at > other.at ? one : other);
