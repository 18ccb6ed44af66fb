import { type z } from 'zod';
import { Document } from '../../activities/db/entities/all.ts';
import { BELONGING } from '../../activities/db/stores/case-processes.ts';
import { statement } from '../../activities/db/transaction.ts';
import { type Release } from '../../rules/municipalities/release.ts';
import { type Api } from '../api.ts';
import { cursorOf, placeIn } from '../http/cursor.ts';
import { productIn } from '../permit-applications/read.ts';
import { EventNumber, type Timeline, type TimelinePaging } from './shapes.ts';

interface Row {
  id: string;
  at: Date;
  kind: string;
  actor_kind: 'holder' | 'account' | 'key' | 'staff' | 'provider' | 'system';
  staff_name: string | null;
  data: Record<string, unknown>;
  sealed: boolean;
  basis: Timeline['items'][number]['basis'];
}

/**
 * What happened in a case and in all that came of it, in the order it was recorded, with who did it; staff by name, citizens never. A
 * permit that parks every day has years of it: page by page, at the same price each.
 */
export async function readTimeline(
  { deps, orm }: Pick<Api, 'deps' | 'orm'>,
  municipalityId: string,
  { id: applicationId, release: number }: { id: string; release: number },
  { limit, cursor }: z.infer<typeof TimelinePaging>,
): Promise<Timeline> {
  const [after] = placeIn(EventNumber, cursor) ?? ['0'];
  const [{ rows }, documents, release] = await Promise.all([
    deps.pool.query<Row>({ ...timeline, values: [applicationId, municipalityId, after, limit + 1] }),
    orm.getRepository(Document).findBy({ applicationId, origin: 'upload' }),
    deps.releases.numbered(municipalityId, number),
  ]);
  const kinds = new Map(documents.map(({ id, kind }) => [id, kind]));
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return {
    items: shown.map(({ id, at, kind, actor_kind, staff_name, data, sealed, basis }) => ({
      id,
      at: at.toISOString(),
      kind,
      actor: { kind: actor_kind, name: staff_name },
      data,
      about: aboutOf(kind, data, release, kinds),
      basis,
      sealed,
    })),
    nextCursor: last ? cursorOf([last.id]) : null,
  };
}

/** Ids and codes of the municipality's own data, by the name it gives them. */
function aboutOf(
  kind: string,
  data: Record<string, unknown>,
  release: Release,
  documents: ReadonlyMap<string, string>,
): Timeline['items'][number]['about'] {
  switch (kind) {
    case 'application-opened':
      return productIn(release, String(data['productId'])).name;
    case 'document-received':
    case 'document-removed':
    case 'document-read': {
      const evidence = documents.get(String(data['documentId']));
      return release.content.evidence.find(({ id }) => id === evidence)?.name ?? null;
    }
    default:
      return null;
  }
}

/** Of the application, the wait before it, its permit, and every payment for the application, a renewal or a change of plate. */
const timeline = statement(
  'read-timeline',
  `WITH ${BELONGING}, found AS (
     (SELECT id FROM audit_event WHERE application_id = $1 AND id > $3 ORDER BY id LIMIT $4)
     UNION
     (SELECT e.id FROM of_permit p CROSS JOIN LATERAL
        (SELECT id FROM audit_event WHERE permit_id = p.id AND id > $3 ORDER BY id LIMIT $4) e)
     UNION
     (SELECT e.id FROM of_payment y CROSS JOIN LATERAL
        (SELECT id FROM audit_event WHERE payment_id = y.id AND id > $3 ORDER BY id LIMIT $4) e)
     UNION
     (SELECT e.id FROM waitlist_entry w JOIN audit_event e ON e.holder_id = w.holder_id AND e.data ->> 'entryId' = w.id::text
       WHERE w.application_id = $1 AND e.id > $3)
   )
   SELECT e.id, e.at, e.kind, e.actor_kind, s.name AS staff_name, e.data,
          EXISTS (SELECT FROM audit_link l WHERE l.event_id = e.id) AS sealed,
          CASE WHEN d.id IS NOT NULL THEN jsonb_build_object('release', d.release, 'rules', d.steps) END AS basis
     FROM (SELECT id FROM found ORDER BY id LIMIT $4) page
     JOIN audit_event e ON e.id = page.id AND e.municipality_id = $2
     LEFT JOIN staff_member s ON e.actor_kind = 'staff' AND s.id::text = e.actor_id
     LEFT JOIN decision d ON d.id = CASE WHEN e.kind IN ('application-decided', 'plate-change-decided') THEN (e.data ->> 'traceId')::uuid END
    ORDER BY e.id`,
);
