import { Link } from 'react-router';
import type { TaskSummary } from '../../../api/review/shapes.ts';
import { addDays, daysBetween, type CivilDate } from '../../../rules/values/civil-day.ts';
import { Badge } from '../../components/note.tsx';
import { Strip } from '../../components/strip.tsx';
import { Table } from '../../components/table.tsx';
import { useNow } from '../../data/clock.ts';
import { civilDayAt } from '../../../rules/values/format.ts';
import { useMunicipality } from '../../municipality-frame.tsx';
import { useFormat, useLanguage, useText } from '../../text/text.tsx';
import { BADGES, termStrip, urgencyOf } from './due.ts';

/** Cases that wait for a decision; each line leads to its case. */
export function QueueTable({ tasks }: { tasks: readonly TaskSummary[] }) {
  const t = useText();
  const today = civilDayAt(useNow());
  return (
    <Table
      caption={t('staff.queue.caption')}
      rows={tasks}
      rowKey={({ id }) => id}
      columns={[
        {
          title: t('staff.queue.column.term'),
          speaking: true,
          cell: (task) => {
            const urgency = urgencyOf(task, today);
            return <Badge kind={BADGES[urgency]}>{t(`staff.urgency.${urgency}`)}</Badge>;
          },
        },
        { title: t('staff.queue.column.case'), head: true, cell: (task) => <Case task={task} today={today} /> },
        { title: t('staff.queue.column.need'), speaking: true, cell: (task) => <Need task={task} /> },
        {
          title: t('staff.queue.column.decide'),
          speaking: true,
          cell: (task) => <Term task={task} today={today} />,
        },
        { title: t('staff.queue.column.who'), cell: (task) => <Who task={task} /> },
      ]}
    />
  );
}

function Case({ task, today }: { task: TaskSummary; today: CivilDate }) {
  const t = useText();
  const { language } = useLanguage();
  const { id } = useMunicipality();
  const days = daysBetween(civilDayAt(task.openedAt), today);
  return (
    <>
      <Link to={`/${id}/staff/tasks/${task.id}`}>{task.number}</Link>
      <div className="pw-small pw-muted">
        {[
          task.productName[language],
          task.areaName,
          days > 0 ? t('staff.queue.age', { count: days }) : t('staff.queue.new'),
        ]
          .filter(Boolean)
          .join(' · ')}
      </div>
    </>
  );
}

function Need({ task: { status, need, keeperUnavailable } }: { task: TaskSummary }) {
  const t = useText();
  return (
    <>
      {status === 'waiting' ? t('staff.queue.need.waiting') : t(`staff.queue.need.${need}`)}
      {keeperUnavailable && <div className="pw-small pw-muted">{t('staff.queue.need.noAnswer')}</div>}
    </>
  );
}

function Term({ task, today }: { task: TaskSummary; today: CivilDate }) {
  const t = useText();
  const format = useFormat();
  const urgency = urgencyOf(task, today);
  const words = (): string => {
    switch (urgency) {
      case 'still': {
        const since = civilDayAt(task.waitingSince ?? task.openedAt);
        return t('staff.due.still', { day: format.dayInWords(since, today) });
      }
      case 'overdue':
        return t('staff.due.overdue', { day: format.dayInWords(addDays(task.legalOn, 1), today) });
      case 'late':
        return t('staff.due.late', { day: format.dayInWords(addDays(task.targetOn, 1), today) });
      case 'today':
      case 'tomorrow':
      case 'in-time':
        return t('staff.due.on', { day: format.dayInWords(task.targetOn, today) });
      default:
        return urgency satisfies never;
    }
  };
  return (
    <div className="pw-queue-term">
      <Strip
        thin
        {...termStrip(task, urgency)}
        label={t('staff.queue.elapsed', { percent: Math.max(0, task.elapsedPercent) })}
      />
      <span className="pw-small">{words()}</span>
    </div>
  );
}

function Who({ task: { claimedBy } }: { task: TaskSummary }) {
  const t = useText();
  if (claimedBy === null) return t('staff.queue.who.nobody');
  return claimedBy.me ? t('staff.queue.who.you') : claimedBy.name;
}
