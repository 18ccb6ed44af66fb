import type { PublicOutage, StatusView } from '../../api/outages/shapes.ts';
import { Link } from 'react-router';
import { Badge, Note, type BadgeKind } from '../components/note.tsx';
import { Empty, ErrorNote, Loading } from '../components/states.tsx';
import { Table } from '../components/table.tsx';
import { readStatus } from '../data/status.ts';
import { useCall } from '../data/use-call.ts';
import { PlainShell } from '../plain-shell.tsx';
import { useProblemSentences } from '../text/problem-sentences.ts';
import { useFormat, useLanguage, useText } from '../text/text.tsx';

/** Whether what people depend on works, how long the national register waits, and every outage of the last month (BEYOND-027). */
export default function StatusPage() {
  const t = useText();
  const sentences = useProblemSentences();
  const { call, refresh } = useCall(readStatus);
  return (
    <PlainShell title={t('pages.status.title')}>
      {call.state === 'loading' && <Loading>{t('pages.status.loading')}</Loading>}
      {call.state === 'failed' && (
        <div className="pw-stack pw-stack--wide pw-measure">
          <h1>{t('pages.status.heading')}</h1>
          <ErrorNote {...sentences(call.problem)} onRetry={() => void refresh()} />
        </div>
      )}
      {call.state === 'done' && <Status status={call.value} />}
    </PlainShell>
  );
}

type Part = StatusView['parts'][number];
const BADGES: Record<Part['state'], BadgeKind> = { up: 'ok', slow: 'you', down: 'bad' };

function Status({ status: { at, parts, register, outages, municipalities } }: { status: StatusView }) {
  const t = useText();
  const format = useFormat();
  const lasting = outages.filter(({ endedAt }) => endedAt === null);
  // What was recorded is an outage, also where everything answers again.
  const shown = parts.map(
    ({ part, state }) => ({ part, state: lasting.some((one) => one.part === part) ? 'down' : state }) as const,
  );
  const well = lasting.length === 0 && parts.every(({ state }) => state === 'up');
  return (
    <div className="pw-stack pw-stack--apart">
      <div className="pw-stack">
        <h1>{t('pages.status.heading')}</h1>
        <p className="pw-lead">{t('pages.status.lead', { moment: format.moment(at) })}</p>
        <Note kind={well ? 'ok' : 'wait'} title={t(well ? 'pages.status.allUp' : 'pages.status.notAll')}>
          <p>{t(well ? 'pages.status.allUpText' : 'pages.status.notAllText')}</p>
        </Note>
      </div>
      <section className="pw-stack">
        <h2>{t('pages.status.parts')}</h2>
        <Table
          caption={t('pages.status.parts')}
          rows={shown}
          rowKey={({ part }) => part}
          columns={[
            { title: t('pages.status.part'), head: true, cell: ({ part }) => t(`outage.part.${part}`) },
            {
              title: t('pages.status.state'),
              speaking: true,
              cell: ({ state }) => <Badge kind={BADGES[state]}>{t(`outage.state.${state}`)}</Badge>,
            },
          ]}
        />
      </section>
      {register && <Register register={register} />}
      <section className="pw-stack">
        <h2>{t('pages.status.outages')}</h2>
        <p>{t('pages.status.fines')}</p>
        <Outages outages={outages} />
      </section>
      <section className="pw-stack pw-measure">
        <h2>{t('errorRates.title')}</h2>
        <p>{t('errorRates.link')}</p>
        <ul className="pw-bullets">
          {municipalities.map(({ id, name }) => (
            <li key={id}>
              <Link to={`/${id}/errors`}>{name}</Link>
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
}

function Register({ register }: { register: NonNullable<StatusView['register']> }) {
  const t = useText();
  const format = useFormat();
  const { waiting, longestWaitSeconds, medianSeconds } = register;
  const time = (seconds: number) =>
    seconds < 120 ? t('pages.status.seconds', { count: seconds }) : format.duration(Math.round(seconds / 60));
  return (
    <section className="pw-stack pw-measure">
      <h2>{t('pages.status.register')}</h2>
      <p>{t('pages.status.registerText')}</p>
      <p>
        {medianSeconds === null
          ? t('pages.status.registerQuiet')
          : t('pages.status.registerTook', { time: time(medianSeconds) })}{' '}
        {waiting === 0 || longestWaitSeconds === null
          ? t('pages.status.registerNone')
          : t('pages.status.registerWaits', { count: waiting, time: time(longestWaitSeconds) })}
      </p>
    </section>
  );
}

function Outages({ outages }: { outages: readonly PublicOutage[] }) {
  const t = useText();
  const format = useFormat();
  const { language } = useLanguage();
  if (outages.length === 0) return <Empty icon="tick" title={t('pages.status.noOutages')} />;
  return (
    <Table
      caption={t('pages.status.outages')}
      rows={outages}
      rowKey={({ id }) => id}
      columns={[
        {
          title: t('pages.status.part'),
          head: true,
          cell: ({ part, endedAt, instead }) => (
            <>
              {t(`outage.part.${part}`)}
              {endedAt === null && <p className="pw-small">{instead[language]}</p>}
            </>
          ),
        },
        { title: t('pages.status.where'), cell: ({ municipality }) => municipality.name },
        { title: t('pages.status.began'), cell: ({ beganAt }) => format.moment(beganAt) },
        {
          title: t('pages.status.ended'),
          cell: ({ endedAt }) =>
            endedAt === null ? <Badge kind="bad">{t('pages.status.lasts')}</Badge> : format.moment(endedAt),
        },
      ]}
    />
  );
}
