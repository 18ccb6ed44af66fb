import { useCallback, useState } from 'react';
import type { FineReportView } from '../../api/fine-reports/shapes.ts';
import { MAX_UPLOAD_BYTES } from '../../rules/documents.ts';
import { civilDayAt } from '../../rules/values/format.ts';
import { Button } from '../components/button.tsx';
import { ConfirmDialog } from '../components/dialog.tsx';
import { FileDrop } from '../components/file-drop.tsx';
import { DescriptionList } from '../components/lists.tsx';
import { Badge, type BadgeKind } from '../components/note.tsx';
import { useAct } from '../data/use-act.ts';
import { ProblemNote } from '../desk/shown.tsx';
import { useFormat, useSentenceNamed, useText } from '../text/text.tsx';
import { attachToReport, withdrawReport, type FineSubject } from './data.ts';

/** Said in whole megabytes, as people count them. */
const MOST_BYTES = Math.floor(MAX_UPLOAD_BYTES / 1_000_000) * 1_000_000;
const BADGES: Record<FineReportView['status'], BadgeKind> = {
  'with-staff': 'us',
  'put-right': 'ok',
  'passed-on': 'ok',
  refused: 'bad',
  withdrawn: 'off',
};

interface FineReportProps {
  of: FineSubject;
  report: FineReportView;
  onChanged: (report: FineReportView, told: string) => void;
}

/** One report: where it stands, until when it is answered, what came of it. */
export function FineReport({ of, report, onChanged }: FineReportProps) {
  const t = useText();
  const format = useFormat();
  const named = useSentenceNamed();
  const { id, number, status, fineNumber, fineOn, words, openedAt, answerBefore, closedAt, reason, answer } = report;
  const [asking, setAsking] = useState(false);
  const upload = useAct(useCallback((file: File, key: string) => attachToReport(of, id, file, key), [of, id]));
  const withdrawal = useAct(useCallback((_body: null, key: string) => withdrawReport(of, id, key), [of, id]));
  const failed = [upload.act, withdrawal.act].find(({ state }) => state === 'failed');
  const attach = async (file: File) => {
    const said = await upload.perform(file);
    if (said?.ok) onChanged(said.value, t('fineReport.attached', { name: file.name }));
  };
  const withdraw = async () => {
    setAsking(false);
    const said = await withdrawal.perform(null);
    if (said?.ok) onChanged(said.value, t('fineReport.withdrawn'));
  };
  const outcome =
    status === 'put-right' || status === 'passed-on' ? `fine-${status}` : status === 'refused' ? reason : null;
  return (
    <div className="pw-stack">
      <h3 className="pw-row">
        {t('fineReport.numberOf', { number })} <Badge kind={BADGES[status]}>{t(`status.fineReport.${status}`)}</Badge>
      </h3>
      {outcome !== null && <p>{named(`ground.${outcome}`) ?? outcome}</p>}
      <DescriptionList
        items={[
          ...(answer !== null ? [{ term: t('fineReport.answer'), value: answer }] : []),
          ...(status === 'put-right' && reason !== null
            ? [{ term: t('fineReport.cause'), value: named(`wrongCause.${reason}`) ?? reason }]
            : []),
          { term: t('fineReport.fine'), value: fineNumber ?? t('fineReport.erased') },
          { term: t('fineReport.on'), value: format.day(fineOn) },
          ...(words !== null ? [{ term: t('fineReport.said'), value: words }] : []),
          { term: t('fineReport.opened'), value: format.day(civilDayAt(openedAt)) },
          closedAt === null
            ? { term: t('fineReport.before'), value: format.day(answerBefore) }
            : { term: t('fineReport.closed'), value: format.day(civilDayAt(closedAt)) },
          ...report.documents.map(({ fileName, bytes }) => ({
            term: t('fineReport.document'),
            value: `${fileName}, ${format.fileSize(bytes)}`,
          })),
        ]}
      />
      {report.bundleId !== null && (
        <p className="pw-row">
          <a className="pw-alone" href={`${of}/objection-bundles/${report.bundleId}/pdf`} download>
            {t('fineReport.bundlePdf')}
          </a>
          <a className="pw-alone" href={`${of}/objection-bundles/${report.bundleId}/json`} download>
            {t('fineReport.bundleJson')}
          </a>
        </p>
      )}
      {failed?.state === 'failed' && <ProblemNote problem={failed.problem} />}
      {report.actions.includes('attach') && (
        <FileDrop
          kinds={{ accept: '.pdf,.jpg,.jpeg,.png,.heic', names: t('wizard.documents.kinds'), maxBytes: MOST_BYTES }}
          onFile={(file) => void attach(file)}
          about={t('fineReport.numberOf', { number })}
          busy={upload.act.state === 'busy'}
          reason={t('fineReport.attach')}
        />
      )}
      {report.actions.includes('withdraw') && (
        <div>
          <Button
            look="subtle"
            busy={withdrawal.act.state === 'busy'}
            about={t('fineReport.numberOf', { number })}
            onClick={() => setAsking(true)}
          >
            {t('fineReport.withdraw')}
          </Button>
        </div>
      )}
      {asking && (
        <ConfirmDialog
          question={t('fineReport.withdrawAsk')}
          yes={t('fineReport.withdrawYes')}
          no={t('fineReport.withdrawNo')}
          onYes={() => void withdraw()}
          onNo={() => setAsking(false)}
        >
          <p>{t('fineReport.withdrawText')}</p>
        </ConfirmDialog>
      )}
    </div>
  );
}
