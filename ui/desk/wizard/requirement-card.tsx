import { useId, useState } from 'react';
import { MAX_UPLOAD_BYTES } from '../../../rules/documents.ts';
import type { ApplicationView, DocumentView } from '../../../api/permit-applications/shapes.ts';
import { Radios } from '../../components/choice.tsx';
import { ConfirmDialog } from '../../components/dialog.tsx';
import { FileDrop, type FileKinds } from '../../components/file-drop.tsx';
import { Badge } from '../../components/note.tsx';
import { Plate } from '../../components/plate.tsx';
import { useAct } from '../../data/use-act.ts';
import { useDraft } from '../../data/draft.ts';
import { useText } from '../../text/text.tsx';
import { applicationDocument, attach, attachment, detach } from '../data/applications.ts';
import { useLocal } from '../desk.ts';
import { DocumentRow } from '../documents/document-row.tsx';
import { ProblemNote } from '../shown.tsx';
import { isText } from './drafts.ts';
import { isOutdated } from './outdated.ts';
import type { WizardStep } from './wizard-step.ts';

interface RequirementCardProps {
  step: WizardStep;
  requirement: ApplicationView['requirements'][number];
  /** Confirmed: nothing is added or taken away any more. */
  locked: boolean;
}

/** One thing to prove: why, with what, and what was sent for it. */
export function RequirementCard({ step, requirement, locked }: RequirementCardProps) {
  const t = useText();
  const local = useLocal();
  const id = useId();
  const { application, refresh, onOutdated, take } = step;
  const [removing, setRemoving] = useState<DocumentView | null>(null);
  const removal = useAct((documentId: string, key: string) => detach(application.id, documentId, key));
  const plate = application.answers.plates.find((given) => given.id === requirement.plateId);
  const sent = application.documents.filter(({ requirementId }) => requirementId === requirement.id);
  const [now, old] = [sent.filter(({ superseded }) => !superseded), sent.filter(({ superseded }) => superseded)];

  const remove = async (documentId: string) => {
    const answer = await removal.perform(documentId);
    setRemoving(null);
    take(answer, false);
  };

  return (
    <section className="pw-card pw-stack" aria-labelledby={id}>
      <div className="pw-row">
        <h2 id={id} className="pw-row pw-heading-l">
          {plate ? t('wizard.documents.forPlate') : t('wizard.documents.general')}
          {plate && <Plate country={plate.country} value={plate.display} quiet />}
        </h2>
        <span className="pw-push">
          <Badge kind={requirement.given ? 'ok' : 'you'}>
            {t(requirement.given ? 'wizard.documents.given' : 'wizard.documents.missing')}
          </Badge>
        </span>
      </div>
      <p>{local(requirement.reason)}</p>
      <Files
        title={t('wizard.documents.list')}
        files={now}
        application={application.id}
        onDelete={locked ? null : setRemoving}
      />
      <Files title={t('wizard.documents.old')} files={old} application={application.id} onDelete={null} />
      {removal.act.state === 'failed' && !isOutdated(removal.act.problem) && (
        <ProblemNote problem={removal.act.problem} />
      )}
      {!locked && (
        <Upload
          applicationId={application.id}
          requirement={requirement}
          onSent={() => void refresh()}
          onOutdated={onOutdated}
        />
      )}
      {removing && (
        <ConfirmDialog
          question={t('wizard.documents.remove')}
          busy={removal.act.state === 'busy'}
          onYes={() => void remove(removing.id)}
          onNo={() => setRemoving(null)}
        >
          <p>{removing.fileName}</p>
        </ConfirmDialog>
      )}
    </section>
  );
}

interface FilesProps {
  title: string;
  files: readonly DocumentView[];
  application: string;
  onDelete: ((document: DocumentView) => void) | null;
}

function Files({ title, files, application, onDelete }: FilesProps) {
  if (files.length === 0) return null;
  return (
    <div className="pw-stack pw-stack--tight">
      <h3 className="pw-small">{title}</h3>
      <ul className="pw-ruled" role="list">
        {files.map((file) => (
          <DocumentRow
            key={file.id}
            document={file}
            href={applicationDocument(application, file.id)}
            {...(onDelete && { onDelete: () => onDelete(file) })}
          />
        ))}
      </ul>
    </div>
  );
}

/** What the service accepts; it looks at the bytes itself. */
const ACCEPT = '.pdf,.jpg,.jpeg,.png,.heic';

/** Said in whole megabytes, as people count them. */
const MOST_BYTES = Math.floor(MAX_UPLOAD_BYTES / 1_000_000) * 1_000_000;

interface UploadProps extends Pick<WizardStep, 'onOutdated'> {
  applicationId: string;
  requirement: RequirementCardProps['requirement'];
  onSent: () => void;
}

function Upload({ applicationId, requirement, onSent, onOutdated }: UploadProps) {
  const t = useText();
  const local = useLocal();
  const { kinds } = requirement;
  const [only] = kinds.length === 1 ? kinds : [];
  const [chosen, choose] = useDraft(`application.${applicationId}.kind.${requirement.id}`, only?.id ?? '', isText);
  const kind = kinds.find(({ id }) => id === chosen) ?? only;
  const [form, setForm] = useState<{ form: FormData; name: string } | null>(null);
  const { act, perform } = useAct((body: FormData, key: string) => attach(applicationId, body, key));
  const files: FileKinds = { accept: ACCEPT, names: t('wizard.documents.kinds'), maxBytes: MOST_BYTES };

  const send = async (body: FormData) => {
    const answer = await perform(body);
    if (answer?.ok) onSent();
    else if (answer && isOutdated(answer.problem)) onOutdated(answer.problem);
  };
  const take = (file: File) => {
    if (!kind) return;
    const body = attachment(requirement.id, kind.id, file);
    setForm({ form: body, name: file.name });
    void send(body);
  };

  return (
    <>
      {only === undefined && (
        <Radios
          label={t('wizard.documents.which')}
          options={kinds.map(({ id, name, hint }) => ({
            value: id,
            title: local(name),
            ...(hint && { more: local(hint) }),
          }))}
          chosen={kind?.id ?? null}
          onChoose={choose}
        />
      )}
      {kind && (
        <FileDrop
          kinds={files}
          onFile={take}
          about={local(kind.name)}
          busy={act.state === 'busy'}
          reason={
            only
              ? t('wizard.documents.only', { kind: local(only.name) })
              : t(requirement.given ? 'wizard.documents.bringMore' : 'wizard.documents.bring')
          }
        />
      )}
      <div role="status">{act.state === 'busy' && form && t('wizard.documents.sending', { name: form.name })}</div>
      {act.state === 'failed' && !isOutdated(act.problem) && (
        <ProblemNote
          problem={act.problem}
          {...(form &&
            (act.problem.status === 0 || act.problem.status >= 500) && { onRetry: () => void send(form.form) })}
        />
      )}
    </>
  );
}
