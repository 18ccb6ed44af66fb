import type { TaskView } from '../../../api/review/shapes.ts';
import { Plate } from '../../components/plate.tsx';
import { Empty } from '../../components/states.tsx';
import { Tabs } from '../../components/tabs.tsx';
import { useFormat, useLanguage, useText } from '../../text/text.tsx';
import { DocumentViewer } from './document-viewer.tsx';

type Document = TaskView['documents'][number];

/** What was sent as proof: what counts now, and behind a tab what was sent before and not good enough. */
export function Evidence({ task }: { task: TaskView }) {
  const t = useText();
  const current = task.documents.filter(({ superseded }) => !superseded);
  const earlier = task.documents.filter(({ superseded }) => superseded);
  const now =
    current.length > 0 ? (
      <Documents task={task} documents={current} atOnce />
    ) : (
      <Empty icon="file" title={t('review.evidence.none')} level="h3">
        <p className="pw-muted">
          {t(task.status === 'waiting' ? 'review.evidence.noneYet' : 'review.evidence.noneNeeded')}
        </p>
      </Empty>
    );
  return (
    <section className="pw-stack">
      <h2>{t('review.evidence.title')}</h2>
      {earlier.length === 0 ? (
        now
      ) : (
        <Tabs
          label={t('review.evidence.title')}
          tabs={[
            { id: 'now', title: t('review.evidence.now'), count: current.length, panel: now },
            {
              id: 'earlier',
              title: t('review.evidence.earlier'),
              count: earlier.length,
              panel: <Documents task={task} documents={earlier} />,
            },
          ]}
        />
      )}
    </section>
  );
}

function Documents({
  task,
  documents,
  atOnce = false,
}: {
  task: TaskView;
  documents: readonly Document[];
  atOnce?: boolean;
}) {
  return (
    <ul className="pw-stack pw-stack--apart" role="list">
      {documents.map((document) => (
        <li key={document.id} className="pw-stack">
          <About task={task} document={document} />
          <DocumentViewer taskId={task.id} document={document} atOnce={atOnce} />
        </li>
      ))}
    </ul>
  );
}

/** Which proof it is, of what, and when it came. */
function About({ task, document }: { task: TaskView; document: Document }) {
  const t = useText();
  const format = useFormat();
  const { language } = useLanguage();
  const requirement = task.requirements.find(({ id }) => id === document.requirementId);
  const plate = task.plates.find(({ id }) => id === requirement?.plateId);
  return (
    <div className="pw-stack pw-stack--tight">
      <h3 className="pw-heading-l">{document.kindName?.[language] ?? document.kind}</h3>
      {plate && (
        <p className="pw-row pw-row--tight">
          {t('review.evidence.forPlate')} <Plate value={plate.display} country={plate.country} size="s" quiet />
        </p>
      )}
      <p className="pw-small pw-muted">
        {t('review.evidence.about', {
          name: document.fileName,
          size: format.fileSize(document.bytes),
          moment: format.moment(document.at),
        })}
      </p>
    </div>
  );
}
