import { keepAccount } from '../../activities/refunds/account.ts';
import { contentOfFile, makeRefundFile, releaseRefundFile } from '../../activities/refunds/file.ts';
import { readIban } from '../../rules/values/iban.ts';
import { isRefusal, refuse, type Refusal } from '../../rules/values/refusal.ts';
import { approve, refuseRefund, settle, useAccount, type RefundChanged } from '../../workflows/contract/refund.ts';
import { type Api } from '../api.ts';
import { actorOf, type Citizen, type Staff } from '../http/caller.ts';
import { answer, endpoint, refusal, sent, type Endpoint } from '../http/endpoint.ts';
import { idFrom, isUuid } from '../http/ids.ts';
import { findOwnRefund, findRefunds, readFiles, readRefundPage, readRefunds } from './read.ts';
import {
  AccountBody, Approved, ApproveBody, RefundFiles, RefundFileView, RefundFilter, RefundList, RefundPage, RefundStanding, RefuseBody,
  SettleBody,
} from './shapes.ts'; // prettier-ignore

const NOT_FOUND = refusal(refuse('not-found'));
export const IBAN_GROUNDS = ['iban-characters', 'iban-country', 'iban-length', 'iban-checksum'] as const;

/** Keeps an account number somebody gave, if it can be right; it goes no further than its sealed row. */
export async function takeAccount(
  { deps }: Api,
  caller: Citizen,
  account: AccountBody,
): Promise<{ outcome: 'allow' } | Refusal> {
  const { id: holderId, municipalityId } = caller;
  const read = readIban(account.iban);
  if (isRefusal(read)) return read;
  const { iban } = read as { iban: string };
  await keepAccount(deps, { municipalityId, holderId, iban, name: account.name }, actorOf(caller), deps.clock());
  return { outcome: 'allow' };
}

/** Money that goes back: what its owner follows, and what staff approves, sends and settles (LOKET-035, PEERS-032). */
export function refundRoutes(api: Api): Endpoint[] {
  const { deps, processes } = api;
  const by = ({ id, roles }: Staff) => ({ staffId: id, actor: { kind: 'staff' as const, id, roles } });
  const standing = (said: RefundChanged) => (isRefusal(said) ? refusal(said) : answer({ status: said.state.status }));
  const isOurs = async (caller: Staff, id: string) => isUuid(id) && (await findRefunds(api, caller, [id])).has(id);
  const fileActor = ({ id, roles, municipalityId }: Staff) => ({ staffId: id, roles, municipalityId });

  return [
    endpoint({
      method: 'get', path: '/v1/refunds', may: 'desk', records: null, answers: RefundList,
      summary: 'Money that goes back to me: each step with its day, and the day that was promised',
      handle: async ({ caller }) => answer(await readRefunds(api, caller)),
    }),
    endpoint({
      method: 'post', path: '/v1/refunds/{id}/_give-account', may: 'desk', records: 'refund-account-given', body: AccountBody, answers: RefundStanding,
      refuses: [...IBAN_GROUNDS, 'refund-move-not-allowed'], secret: true,
      summary: 'Where it may be paid to, when the way it came in is closed',
      async handle({ caller, params, body, key }) {
        const id = params['id']!;
        const own = isUuid(id) ? await findOwnRefund(api, caller, id) : undefined;
        if (!own) return NOT_FOUND;
        const taken = await takeAccount(api, caller, body);
        if (isRefusal(taken)) return refusal(taken);
        return standing(await processes.refund(own, useAccount, { actor: actorOf(caller) }, key));
      },
    }),
    endpoint({
      method: 'get', path: '/v1/staff/refunds', may: 'refunds', records: null, query: RefundFilter, answers: RefundPage,
      summary: 'Refunds by the day they were promised, the overdue ones first',
      handle: async ({ caller, query }) => answer(await readRefundPage(api, caller, query)),
    }),
    endpoint({
      method: 'post', path: '/v1/staff/refunds/_approve', may: 'refunds', records: 'refund-approved', body: ApproveBody, answers: Approved,
      summary: 'Approve several at once; one of your own, or one that has moved on, is named and left as it is',
      async handle({ caller, body, key }) {
        const ids = [...new Set(body.ids)];
        const known = await findRefunds(api, caller, ids);
        const said = await inTurns(ids, AT_ONCE, async (id) => ({
          id,
          said: known.has(id)
            ? await processes.refund(id, approve, by(caller), `${key}:${id}`)
            : refuse('not-found'),
        }));
        const yes = said.filter((one) => !isRefusal(one.said));
        return answer({
          refunds: yes.length,
          cents: yes.reduce((total, { id }) => total + known.get(id)!, 0),
          refused: said.flatMap((one) => (isRefusal(one.said) ? [{ id: one.id, ground: one.said.ground }] : [])),
        });
      },
    }),
    endpoint({
      method: 'post', path: '/v1/staff/refunds/{id}/_refuse', may: 'refunds', records: 'refund-refused', body: RefuseBody, answers: RefundStanding,
      refuses: ['refund-move-not-allowed'],
      summary: 'Refuse, with a ground its owner is told',
      async handle({ caller, params, body, key }) {
        const id = params['id']!;
        if (!(await isOurs(caller, id))) return NOT_FOUND;
        return standing(await processes.refund(id, refuseRefund, { ...by(caller), ground: body.ground }, key));
      },
    }),
    endpoint({
      method: 'post', path: '/v1/staff/refunds/{id}/_settle', may: 'refunds', records: 'refund-paid', body: SettleBody, answers: RefundStanding,
      refuses: ['refund-move-not-allowed'],
      summary: 'What the statement of the bank says: paid, or come back',
      async handle({ caller, params, body, key }) {
        const id = params['id']!;
        if (!(await isOurs(caller, id))) return NOT_FOUND;
        return standing(await processes.refund(id, settle, { ...by(caller), came: body.came }, key));
      },
    }),
    endpoint({
      method: 'get', path: '/v1/staff/refund-files', may: 'refunds', records: null, answers: RefundFiles,
      summary: 'Files for the bank: who made them, who released them',
      handle: async ({ caller }) => answer({ items: await readFiles(api, caller) }),
    }),
    endpoint({
      method: 'post', path: '/v1/staff/refund-files', may: 'refunds', records: 'refund-file-made', answers: RefundFileView, status: 201,
      refuses: ['no-payout-account', 'nothing-to-pay-out'],
      summary: 'Put every approved transfer in one file for the bank (pain.001.001.09)',
      async handle({ caller, key }) {
        const made = await makeRefundFile(deps, { id: idFrom('refund-file', key), ...fileActor(caller) }, deps.clock());
        if (isRefusal(made)) return refusal(made);
        return answer((await readFiles(api, caller, (made as { id: string }).id))[0]!);
      },
    }),
    endpoint({
      method: 'post', path: '/v1/staff/refund-files/{id}/_release', may: 'refunds', records: 'refund-file-released', answers: RefundFileView,
      refuses: ['own-work', 'refund-move-not-allowed'],
      summary: 'Let a file go that somebody else made; from now on its refunds are with the bank',
      async handle({ caller, params }) {
        const id = params['id']!;
        if (!isUuid(id)) return NOT_FOUND;
        const released = await releaseRefundFile(deps, { id, ...fileActor(caller) }, deps.clock());
        return isRefusal(released) ? refusal(released) : answer((await readFiles(api, caller, id))[0]!);
      },
    }),
    endpoint({
      method: 'get', path: '/v1/staff/refund-files/{id}/content', may: 'refunds', records: null, raw: 'file',
      summary: 'The file as the bank reads it, once it was released',
      async handle({ caller: { municipalityId }, params, res }) {
        const id = params['id']!;
        const file = isUuid(id) ? await contentOfFile(deps, { id, municipalityId }) : undefined;
        if (!file) return NOT_FOUND;
        res.set({ 'Content-Type': 'application/xml', 'Content-Disposition': `attachment; filename="${file.number}.xml"`, 'Cache-Control': 'private, no-store' });
        res.send(Buffer.from(file.xml));
        return sent;
      },
    }),
  ]; // prettier-ignore
}

/** Enough to be quick, and few enough to leave the processes of others in peace. */
const AT_ONCE = 8;

async function inTurns<Item, Result>(
  items: readonly Item[],
  atOnce: number,
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const done: Result[] = [];
  for (let start = 0; start < items.length; start += atOnce)
    done.push(...(await Promise.all(items.slice(start, start + atOnce).map(work))));
  return done;
}
