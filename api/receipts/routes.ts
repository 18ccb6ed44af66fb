import { createHash } from 'node:crypto';
import { createSigner, type Signer } from '../../activities/db/signing.ts';
import { statement } from '../../activities/db/transaction.ts';
import { areaOf } from '../../rules/municipalities/release.ts';
import { plateText, receiptText, type Receipt } from '../../rules/receipts.ts';
import { isPlate, readPlate } from '../../rules/values/plate.ts';
import { refuse } from '../../rules/values/refusal.ts';
import { type Api } from '../api.ts';
import { answer, endpoint, refusal, type Endpoint } from '../http/endpoint.ts';
import { isUuid } from '../http/ids.ts';
import { accessToAction } from '../parking/access.ts';
import { ReceiptList, type ReceiptView } from './shapes.ts';

const NOT_FOUND = refusal(refuse('not-found'));

/** Receipts of what the national register acknowledged, for whoever it belongs to; anybody can check one without asking us (BEYOND-005). */
export function receiptRoutes(api: Api): Endpoint[] {
  const { deps } = api;
  const signer = createSigner(deps.vault);
  return [
    endpoint({
      method: 'get', path: '/v1/permits/{id}/receipts', may: 'desk', records: null, answers: ReceiptList,
      summary: 'Signed receipts that the rights of this permit stand in the national register, and since when',
      async handle({ caller, params }) {
        const id = params['id']!;
        if (!isUuid(id)) return NOT_FOUND;
        const { rows } = await deps.pool.query({ ...findOwnPermit, values: [id, caller.id, caller.municipalityId] });
        if (rows.length === 0) return NOT_FOUND;
        return answer({ items: await receiptsOf(api, signer, { permitId: id }) });
      },
    }),
    endpoint({
      method: 'get', path: '/v1/parking/actions/{id}/receipts', may: 'account', records: null, answers: ReceiptList,
      summary: 'Signed receipts that this parking action stood in the national register, and since when',
      async handle({ caller, params }) {
        const access = await accessToAction(deps.pool, caller.id, params['id']!);
        if (!access) return NOT_FOUND;
        return answer({ items: await receiptsOf(api, signer, { actionId: access.actionId }) });
      },
    }),
  ]; // prettier-ignore
}

/** Of a permit itself, or of one stay; for whoever may see it. */
export async function receiptsOf(
  api: Api,
  signer: Signer,
  of: { permitId: string } | { actionId: string },
): Promise<ReceiptView[]> {
  const query =
    'actionId' in of ? { ...readActionRights, values: [of.actionId] } : { ...readPermitRights, values: [of.permitId] };
  const { rows } = await api.deps.pool.query<RightRow>(query);
  return Promise.all(rows.map((right) => receiptOf(api, signer, right)));
}

async function receiptOf({ deps }: Api, signer: Signer, right: RightRow): Promise<ReceiptView> {
  const { id, municipality_id: municipality, country, plate, areas, register_id: registerId } = right;
  const [since, until, registeredAt] = [right.since, right.until, right.registered_at].map((at) => at.toISOString()) as [
    string, string, string,
  ]; // prettier-ignore
  const code = signer.codeOf(id);
  const receipt: Receipt = {
    version: 1,
    right: id,
    municipality,
    areas,
    since,
    until,
    registeredAt,
    registerId,
    plateDigest: createHash('sha256')
      .update(plateText(code, country, plate))
      .digest('base64url'),
    issuedAt: deps.clock(),
  };
  const { content } = await deps.releases.inForce(municipality, deps.clock());
  const read = readPlate(plate, country);
  const text = receiptText(signer.sign(JSON.stringify(receipt)), (plain) => Buffer.from(plain).toString('base64url'));
  return {
    rightId: id,
    country,
    plate: isPlate(read) ? read.display : plate,
    areaNames: areas.map((area) => areaOf(content, area)?.name ?? area),
    since,
    until,
    registeredAt,
    code,
    link: `${deps.publicUrl}/verify#${text}`,
  };
}

interface RightRow {
  id: string;
  municipality_id: string;
  country: string;
  plate: string;
  areas: string[];
  since: Date;
  until: Date;
  registered_at: Date;
  register_id: string;
}

const RIGHT = 'id, municipality_id, country, plate, areas, since, until, registered_at, register_id';
/** Of a right without plate nothing can be shown any more: it was erased. */
const ACKNOWLEDGED = 'registered_at IS NOT NULL AND register_id IS NOT NULL AND plate IS NOT NULL';

const findOwnPermit = statement(
  'find-permit-for-receipts',
  'SELECT FROM permit WHERE id = $1 AND holder_id = $2 AND municipality_id = $3',
);
const readPermitRights = statement(
  'read-permit-rights-for-receipts',
  `SELECT ${RIGHT} FROM parking_right WHERE permit_id = $1 AND action_id IS NULL AND ${ACKNOWLEDGED} ORDER BY since DESC, id DESC LIMIT 20`,
);
const readActionRights = statement(
  'read-action-rights-for-receipts',
  `SELECT ${RIGHT} FROM parking_right WHERE action_id = $1 AND ${ACKNOWLEDGED} ORDER BY since DESC, id DESC LIMIT 20`,
);
