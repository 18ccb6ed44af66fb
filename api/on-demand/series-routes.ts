import { randomBytes } from 'node:crypto';
import { bookSeries, cancelSeries, previewSeries } from '../../activities/on-demand/series.ts';
import { statement } from '../../activities/db/transaction.ts';
import { calendarOf } from '../../rules/parking/calendar.ts';
import { isRefusal, refuse } from '../../rules/values/refusal.ts';
import { type z } from 'zod';
import { type Api } from '../api.ts';
import { type Account } from '../http/caller.ts';
import { answer, endpoint, refusal, sent, type Endpoint } from '../http/endpoint.ts';
import { isUuid } from '../http/ids.ts';
import { areaName } from '../permit-applications/read.ts';
import { accessTo } from '../parking/access.ts';
import { isRefused, plateOf } from '../parking/stays.ts';
import { CalendarAddress, SeriesBody, SeriesBooked, SeriesCancelled, SeriesOrder, SeriesPreview } from './shapes.ts';

const NOT_FOUND = refusal(refuse('not-found'));
const GROUNDS = [
  'not-found',   'series-empty', 'series-too-long', 'location-not-offered', 'not-for-parking', 'plate-empty', 'plate-too-long', 'plate-characters',
] as const; // prettier-ignore

/** The same stay every week, and a calendar of what is planned (POM-025, BEYOND-036). */
export function seriesRoutes(api: Api): Endpoint[] {
  const { deps } = api;

  async function commandFor(caller: Account, { permitId, plate: typed, country, startsAt, endsAt, ...wish }: z.infer<typeof SeriesBody>) {
    const access = await accessTo(deps.pool, caller.id, permitId);
    // Somebody's grant is for single stays.
    if (access?.role !== 'owner') return refuse('not-found');
    const plate = plateOf(typed, country);
    if (isRefused(plate)) return plate;
    const { municipalityId } = access;
    return { outcome: 'command' as const, ...wish, permitId, municipalityId, accountId: caller.id, plate, startTime: startsAt, endTime: endsAt, at: deps.clock() };
  } // prettier-ignore

  return [
    endpoint({
      method: 'post', path: '/v1/parking/series/_preview', may: 'account', records: null, body: SeriesBody, answers: SeriesPreview, refuses: GROUNDS,
      summary: 'What a series would be, date by date: price, holidays, and what cannot be; nothing is booked',
      async handle({ caller, body }) {
        const command = await commandFor(caller, body);
        if (isRefusal(command)) return refusal(command);
        const planned = await previewSeries(deps, command);
        if (planned.outcome === 'refuse') return refusal(planned);
        const items = planned.dates.map(({ date, stay, holiday, decision }) => ({
          date,
          startsAt: stay.from,
          endsAt: stay.to,
          holiday,
          cents: decision.outcome === 'allow' ? decision.price.cents : 0,
          ground: decision.outcome === 'refuse' ? decision.ground : null,
        }));
        return answer({
          items,
          cents: items.reduce((total, { cents }) => total + cents, 0),
          possible: items.filter(({ ground }) => ground === null).length,
        });
      },
    }),
    endpoint({
      method: 'post', path: '/v1/parking/series', may: 'account', records: 'parking-started', body: SeriesOrder, answers: SeriesBooked, status: 201,
      refuses: [...GROUNDS, 'series-clash'],
      summary: 'Book a series: every date or none, or those that are possible; each can be cancelled by itself',
      async handle({ caller, body: { only, ...body }, key }) {
        const command = await commandFor(caller, body);
        if (isRefusal(command)) return refusal(command);
        const actor = { kind: 'account' as const, id: caller.id };
        const booked = await bookSeries(deps, { ...command, only, actor, key: `series ${key}` });
        if (booked.outcome === 'refuse') return refusal(booked);
        const { seriesId, number, refused } = booked;
        return answer({
          id: seriesId,
          number,
          booked: booked.booked.map(({ date, stay, actionId }) => ({ date, actionId, startsAt: stay.from, endsAt: stay.to })),
          refused,
        });
      },
    }),
    endpoint({
      method: 'delete', path: '/v1/parking/series/{id}', may: 'account', records: 'parking-ended', answers: SeriesCancelled,
      summary: 'Take back everything of a series that has not begun; its money returns',
      async handle({ caller, params }) {
        const seriesId = params['id']!;
        if (!isUuid(seriesId)) return NOT_FOUND;
        const actor = { kind: 'account' as const, id: caller.id };
        const cancelled = await cancelSeries(deps, { seriesId, accountId: caller.id, actor, at: deps.clock() });
        return cancelled === undefined ? NOT_FOUND : answer({ cancelled });
      },
    }),
    endpoint({
      method: 'post', path: '/v1/parking/calendar', may: 'account', records: null, answers: CalendarAddress, status: 201, secret: true,
      summary: 'A private address for a calendar of what is planned; the one before it ends',
      async handle({ caller }) {
        const token = randomBytes(32).toString('base64url');
        await deps.pool.query({ ...setFeed, values: [caller.id, deps.vault.fingerprint('token', token), deps.clock()] });
        return answer({ url: `${deps.publicUrl}/v1/calendars/${token}` });
      },
    }),
    endpoint({
      method: 'delete', path: '/v1/parking/calendar', may: 'account', records: null,
      summary: 'The calendar has no address any more',
      async handle({ caller }) {
        await deps.pool.query({ ...dropFeed, values: [caller.id] });
        return answer(undefined);
      },
    }),
    endpoint({
      method: 'get', path: '/v1/calendars/{token}', may: 'anyone', records: null, raw: 'file',
      summary: 'What is planned, as a calendar, for whoever holds its address',
      async handle({ params, language, res }) {
        const { rows } = await deps.pool.query<FeedRow>({ ...readFeed, values: [deps.vault.fingerprint('token', params['token']!), deps.clock()] });
        if (rows.length === 0) return NOT_FOUND;
        const say = deps.texts.withoutMunicipality(language);
        const entries = await Promise.all(
          rows.flatMap((row) => (row.id === null ? [] : [row])).map(async (row) => {
            const release = await deps.releases.numbered(row.municipality_id!, row.release!);
            const place = areaName(release, row.area_id) ?? row.area_id!;
            const title = [say('onDemand.calendar.entry', { place }), row.number].filter(Boolean).join(' · ');
            const [from, to, changedAt] = [row.starts_at!, row.ends_at!, row.started_at!].map((at) => at.toISOString());
            return { id: row.id!, from: from!, to: to!, changedAt: changedAt!, title, place };
          }),
        );
        res.type('text/calendar; charset=utf-8').send(calendarOf(say('onDemand.calendar.name'), entries));
        return sent;
      },
    }),
  ]; // prettier-ignore
}

/** Without an action, a feed that is empty. */
interface FeedRow {
  id: string | null;
  municipality_id: string | null;
  release: number | null;
  area_id: string | null;
  starts_at: Date | null;
  ends_at: Date | null;
  started_at: Date | null;
  number: string | null;
}

const setFeed = statement(
  'set-calendar-feed',
  `INSERT INTO calendar_feed (account_id, token_hash, created_at) VALUES ($1, $2, $3)
   ON CONFLICT (account_id) DO UPDATE SET token_hash = excluded.token_hash, created_at = excluded.created_at`,
);
const dropFeed = statement('drop-calendar-feed', 'DELETE FROM calendar_feed WHERE account_id = $1');
/** The same actions as the planned tab shows to the owner of a permit. */
const readFeed = statement(
  'read-calendar-feed',
  `SELECT a.id, a.municipality_id, a.release, a.area_id, a.starts_at, a.ends_at, a.started_at, a.number
     FROM calendar_feed f
     LEFT JOIN LATERAL (
       SELECT p.*, s.number FROM coupling c JOIN parking_action p ON p.permit_id = c.permit_id LEFT JOIN parking_series s ON s.id = p.series_id
        WHERE c.account_id = f.account_id AND c.removed_at IS NULL AND p.state = 'open' AND p.starts_at > $2 AND p.starts_at < p.ends_at
     ) a ON true
    WHERE f.token_hash = $1 ORDER BY a.starts_at, a.id`,
);
