import { useCallback, useState } from 'react';
import { MAX_UPLOAD_BYTES } from '../../../../rules/documents.ts';
import type { PlateChangeView } from '../../../../api/plate-changes/shapes.ts';
import { Radios } from '../../../components/choice.tsx';
import { FileDrop } from '../../../components/file-drop.tsx';
import { useAct } from '../../../data/use-act.ts';
import { useText } from '../../../text/text.tsx';
import { attachment } from '../../data/applications.ts';
import { attachToPlateChange, detachFromPlateChange, plateChangeDocument } from '../../data/plate-changes.ts';
import { useLocal } from '../../desk.ts';
import { DocumentRow } from '../../documents/document-row.tsx';
import { ProblemNote } from '../../shown.tsx';

interface ProofProps {
  change: PlateChangeView;
  requirement: NonNullable<PlateChangeView['requirement']>;
  onSent: () => void;
}

/** Said in whole megabytes, as people count them. */
const MOST_BYTES = Math.floor(MAX_UPLOAD_BYTES / 1_000_000) * 1_000_000;

/** A car in the name of somebody else: with what its use is proved, and what was sent (PORTAL-071). */
export function Proof({ change, requirement, onSent }: ProofProps) {
  const t = useText();
  const local = useLocal();
  const { kinds } = requirement;
  const [chosen, choose] = useState(kinds.length === 1 ? kinds[0]!.id : null);
  const kind = kinds.find(({ id }) => id === chosen);
  const upload = useAct(
    useCallback((form: FormData, key: string) => attachToPlateChange(change.id, form, key), [change.id]),
  );
  const removal = useAct(
    useCallback((documentId: string, key: string) => detachFromPlateChange(change.id, documentId, key), [change.id]),
  );
  const failed = [upload, removal].find(({ act }) => act.state === 'failed');
  const send = async (file: File) => {
    if (!kind) return;
    const answer = await upload.perform(attachment(requirement.id, kind.id, file));
    if (answer?.ok) onSent();
  };
  const remove = async (documentId: string) => {
    const answer = await removal.perform(documentId);
    if (answer?.ok) onSent();
  };
  return (
    <div className="pw-stack">
      <p>{local(requirement.reason)}</p>
      {change.documents.length > 0 && (
        <ul className="pw-ruled" role="list">
          {change.documents.map((document) => (
            <DocumentRow
              key={document.id}
              document={document}
              href={plateChangeDocument(change.id, document.id)}
              note={document.superseded && t('permit.fileOld')}
              {...(!document.superseded && { onDelete: () => void remove(document.id) })}
            />
          ))}
        </ul>
      )}
      {failed?.act.state === 'failed' && <ProblemNote problem={failed.act.problem} />}
      {!requirement.given && kinds.length > 1 && (
        <Radios
          label={t('wizard.documents.which')}
          options={kinds.map(({ id, name, hint }) => ({
            value: id,
            title: local(name),
            ...(hint && { more: local(hint) }),
          }))}
          chosen={chosen}
          onChoose={choose}
        />
      )}
      {!requirement.given && kind && (
        <FileDrop
          kinds={{ accept: '.pdf,.jpg,.jpeg,.png,.heic', names: t('wizard.documents.kinds'), maxBytes: MOST_BYTES }}
          onFile={(file) => void send(file)}
          about={local(kind.name)}
          busy={upload.act.state === 'busy'}
          reason={t('wizard.documents.bring')}
        />
      )}
    </div>
  );
}
