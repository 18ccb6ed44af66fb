import { useCallback } from 'react';
import { useCall } from '../../data/use-call.ts';
import { permitDocument, readPermitDocuments } from '../data/permits.ts';
import { useText } from '../../text/text.tsx';
import { useEvery } from '../use-every.ts';
import { DocumentRow } from './document-row.tsx';

const LETTER_MS = 3_000;

interface NewestLetterProps {
  permitId: string;
  /** Which letter it is, and from when: a permit that has letters already gets one more about what was just done. */
  of: { kind: string; since: string };
}

/** The letter about what was just done to a permit, to open at once (ASSEN-005…008); it follows within moments. */
export function NewestLetter({ permitId, of: { kind, since } }: NewestLetterProps) {
  const t = useText();
  const { call, refresh } = useCall(
    useCallback((signal: AbortSignal) => readPermitDocuments(permitId, signal), [permitId]),
  );
  const letters = call.state === 'done' ? call.value.product : [];
  const newest = letters.filter((letter) => letter.kind === kind && letter.at >= since).reduce(laterOf, undefined);
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
