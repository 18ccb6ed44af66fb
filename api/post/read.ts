import { statement } from '../../activities/db/transaction.ts';
import { type Api } from '../api.ts';
import { type PostBatchView, type PostView } from './shapes.ts';

export async function readPost({ deps }: Api, municipalityId: string): Promise<PostView> {
  const [{ rows: waiting }, { rows: tally }, batches] = await Promise.all([
    deps.pool.query<ItemRow>({ ...readWaiting, values: [municipalityId] }),
    deps.pool.query<{ ready: number }>({ ...countReady, values: [municipalityId] }),
    readBatches({ deps }, municipalityId),
  ]);
  const shown = ({ id, what, ground, put_at }: ItemRow) => ({ id, what, ground, putAt: put_at.toISOString() });
  return {
    ready: tally[0]!.ready,
    waiting: waiting.filter(({ addressed }) => addressed).map(shown),
    withoutAddress: waiting
      .filter(({ addressed }) => !addressed)
      .map((item) => ({ ...shown(item), personId: item.holder_id })),
    batches,
  };
}

/** The newest first; or the one that is asked for. */
export async function readBatches(
  { deps }: Pick<Api, 'deps'>,
  municipalityId: string,
  id: string | null = null,
): Promise<PostBatchView[]> {
  const { rows } = await deps.pool.query<BatchRow>({ ...selectBatches, values: [municipalityId, id] });
  return rows.map((row) => ({
    id: row.id,
    number: row.number,
    letters: row.items,
    madeAt: row.made_at.toISOString(),
    madeBy: row.made_by,
    printedAt: row.printed_at?.toISOString() ?? null,
    sentAt: row.sent_at?.toISOString() ?? null,
    sentBy: row.sent_by,
    erased: row.printed_at !== null && !row.kept,
  }));
}

interface ItemRow {
  id: string;
  what: string;
  ground: 'bounced' | 'no-address' | 'asked';
  put_at: Date;
  holder_id: string;
  addressed: boolean;
}

interface BatchRow {
  id: string;
  number: string;
  items: number;
  made_at: Date;
  made_by: string;
  printed_at: Date | null;
  sent_at: Date | null;
  sent_by: string | null;
  kept: boolean;
}

const readWaiting = statement(
  'read-waiting-post',
  `SELECT i.id, i.what, i.ground, i.put_at, i.holder_id, h.address IS NOT NULL AS addressed
     FROM post_item i JOIN holder h ON h.id = i.holder_id
    WHERE i.municipality_id = $1 AND i.batch_id IS NULL
    ORDER BY h.address IS NOT NULL, i.put_at, i.id LIMIT 100`,
);
const countReady = statement(
  'count-waiting-post',
  `SELECT count(*)::int AS ready FROM post_item i JOIN holder h ON h.id = i.holder_id
    WHERE i.municipality_id = $1 AND i.batch_id IS NULL AND h.address IS NOT NULL`,
);
const selectBatches = statement(
  'read-post-batches',
  `SELECT b.id, b.number, b.items, b.made_at, made.name AS made_by, b.printed_at, b.sent_at, sent.name AS sent_by, b.pdf_sealed IS NOT NULL AS kept
     FROM post_batch b JOIN staff_member made ON made.id = b.made_by LEFT JOIN staff_member sent ON sent.id = b.sent_by
    WHERE b.municipality_id = $1 AND ($2::uuid IS NULL OR b.id = $2)
    ORDER BY b.made_at DESC, b.id DESC LIMIT 50`,
);
