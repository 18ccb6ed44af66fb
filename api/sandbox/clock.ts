import { CLOCK_CHANNEL } from '../../activities/clock.ts';
import { inTransaction, statement, type Statement } from '../../activities/db/transaction.ts';
import { jobId } from '../../rules/values/process-ids.ts';
import { epoch, instant, type Instant } from '../../rules/values/moment.ts';
import { type Api } from '../api.ts';
import { HttpProblem } from '../http/problem.ts';
import { tellSandbox } from './stand-ins.ts';

export interface Move {
  from: Instant;
  to: Instant;
  steps: number;
  done: boolean;
}

export interface ClockMover {
  /** Resolves when the clock is there and all due work is done, or after `patience` with the move still under way. */
  move(to: Instant, patienceMs: number): Promise<Move>;
  current(): Move | null;
}

const LOOK_MS = 40;
/** So long a step waits for its due work; a party outside that is down must not stop the clock for ever. */
const STEP_PATIENCE_MS = 20_000;

/**
 * Moves business time forward from one due moment to the next, so that what falls in the skipped span happens in order, as it would
 * have (design of the business clock). Waiting processes are told through the outbox, after everything they were told before.
 */
export function clockMover(api: Api): ClockMover {
  const { deps } = api;
  let moving: Move | null = null;

  const set = (to: Instant, last: boolean) =>
    inTransaction(deps.pool, async (tx) => {
      const offsetMs = epoch(to) - Date.now();
      const { rows } = await tx.query<{ before: string }>(readOffset);
      await tx.query({ ...keepOffset, values: [offsetMs] });
      const passedMs = Math.max(0, offsetMs - Number(rows[0]?.before ?? offsetMs));
      for (const ageing of AGEING) await tx.query({ ...ageing, values: [passedMs] });
      await tx.query({ ...tellProcesses, values: [offsetMs, to, last] });
      await tx.query({ ...notify, values: [CLOCK_CHANNEL, String(offsetMs)] });
      return offsetMs;
    });

  async function settle(): Promise<void> {
    const until = Date.now() + STEP_PATIENCE_MS;
    for (;;) {
      const { rows } = await deps.pool.query<Busy>({ ...readBusy, values: [api.clock.now()] });
      const busy = rows[0]!;
      if (!Object.values(busy).includes(true)) return;
      if (Date.now() >= until) return deps.log.warn({ busy }, 'the clock moves on although work is still due');
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    }
  }

  /** What is due next: of a process, or the season, which opens cases of its own. */
  async function nextMoment(now: Instant, to: Instant): Promise<Instant | undefined> {
    const { rows } = await deps.pool.query<{ next: Date | null }>({ ...nextDue, values: [now, to] });
    const renewed = (await deps.releases.all(now)).flatMap(({ municipalityId, content }) =>
      content.products.flatMap(({ id, renewal }) =>
        renewal ? [{ municipalityId, productId: id, days: renewal.opensDaysBefore }] : [],
      ),
    );
    const { rows: seasons } = await deps.pool.query<{ next: Date | null }>({
      ...nextSeason,
      values: [
        now, to, renewed.map(({ municipalityId }) => municipalityId), renewed.map(({ productId }) => productId),
        renewed.map(({ days }) => days), jobId('renewals'),
      ], // prettier-ignore
    });
    return [rows[0]?.next, seasons[0]?.next].flatMap((moment) => (moment ? [moment.toISOString()] : [])).sort()[0];
  }

  async function run(move: Move): Promise<void> {
    await settle();
    for (;;) {
      const next = await nextMoment(api.clock.now(), move.to);
      const target = next ?? move.to;
      const offsetMs = await set(target, next === undefined);
      await tellSandbox(api, '_clock', { offsetMs });
      while (Math.abs(api.clock.offsetMs() - offsetMs) > 0) await new Promise((resolve) => setTimeout(resolve, 5));
      move.steps += 1;
      await settle();
      if (next === undefined) return;
    }
  }

  return {
    current: () => moving,
    async move(to, patienceMs) {
      if (epoch(to) < epoch(api.clock.now())) throw new HttpProblem(409, 'clock-only-forward');
      if (moving) throw new HttpProblem(409, 'still-working', 1);
      const move: Move = { from: api.clock.now(), to, steps: 0, done: false };
      moving = move;
      const running = run(move)
        .then(() => {
          move.done = true;
        })
        .finally(() => {
          moving = null;
        });
      const patience = new Promise<void>((resolve) => setTimeout(resolve, patienceMs).unref());
      running.catch((error: unknown) => deps.log.error({ err: error }, 'the clock could not be moved'));
      await Promise.race([running, patience]);
      return { ...move, to: instant(epoch(to)) };
    },
  };
}

const readOffset = statement('read-offset-to-move', 'SELECT offset_ms AS before FROM business_clock FOR UPDATE');
const keepOffset = statement('keep-clock-offset', 'UPDATE business_clock SET offset_ms = $1');
/**
 * What housekeeping keeps for a number of days of the database's own clock grows as old as the days that are skipped: who moves the
 * clock thirteen weeks must find no plate in an answer of before. An answer under way is left alone.
 */
const ageing = (name: string, table: string, column: string, which = 'true'): Statement =>
  statement(
    name,
    `UPDATE ${table} SET ${column} = ${column} - make_interval(secs => $1::float8 / 1000) WHERE ${which}`,
  );
const AGEING = [
  ageing('age-answers', 'answer_given', 'claimed_at', 'status IS NOT NULL'),
  ageing('age-typed-inputs', 'command_input', 'at'),
  ageing('age-outside-reports', 'inbound_event', 'received_at'),
];
const notify = statement('notify-clock', 'SELECT pg_notify($1, $2)');
/** Also who is due moments later: while the step waits for its work that becomes due as well, and nobody else would tell it. */
const tellProcesses = statement(
  'tell-processes-the-time',
  `INSERT INTO outbox (subject_id, kind, payload)
   SELECT subject_id, 'clock-moved', jsonb_build_object('workflowId', workflow_id, 'offsetMs', $1::bigint)
     FROM process WHERE closed_at IS NULL AND ($3::boolean OR next_due_at <= $2::timestamptz + interval '1 minute')`,
);
/** Jobs look after what has been left lying: one run at the end of a move does what a run every quarter of an hour would have. */
const nextDue = statement(
  'next-due-moment',
  `SELECT min(next_due_at) AS next FROM process
    WHERE closed_at IS NULL AND kind <> 'job' AND next_due_at > $1 AND next_due_at <= $2`,
);
/** When a permit next comes into its season: a little later, for the change of clocks, and not before the job has its turn. */
const nextSeason = statement(
  'next-season',
  `SELECT min(greatest(opens.at, job.next_due_at)) AS next
     FROM unnest($3::text[], $4::text[], $5::int[]) AS term (municipality_id, product_id, days)
     JOIN permit p ON p.municipality_id = term.municipality_id AND p.product_id = term.product_id AND p.status = 'issued'
     JOIN process job ON job.workflow_id = $6 AND job.closed_at IS NULL
    CROSS JOIN LATERAL (SELECT p.valid_until - make_interval(days => term.days + 1) + interval '2 hours' AS at) opens
    WHERE opens.at > $1 AND greatest(opens.at, job.next_due_at) <= $2
      AND NOT EXISTS (SELECT FROM renewal r WHERE r.permit_id = p.id AND (r.closed_at IS NULL OR r.since = p.valid_until))`,
);
interface Busy {
  commands: boolean;
  processes: boolean;
  mails: boolean;
  letters: boolean;
  places: boolean;
}

/** Undelivered commands, processes whose moment has come, mails and letters that are not out yet, lines to be asked. */
const readBusy = statement(
  'read-due-work',
  `SELECT EXISTS (SELECT FROM outbox WHERE attempts < 3) AS commands,
          EXISTS (SELECT FROM process WHERE closed_at IS NULL AND next_due_at <= $1) AS processes,
          EXISTS (SELECT FROM message WHERE status = 'queued') AS mails,
          EXISTS (SELECT FROM letter WHERE rendered_at IS NULL) AS letters,
          EXISTS (SELECT FROM place_count WHERE to_offer) AS places`,
);
