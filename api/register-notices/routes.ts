import { Permit } from '../../activities/db/entities/all.ts';
import { isRefusal, refuse } from '../../rules/values/refusal.ts';
import { object } from '../../workflows/contract/register-notice.ts';
import { type Api } from '../api.ts';
import { actorOf } from '../http/caller.ts';
import { answer, endpoint, refusal, type Endpoint } from '../http/endpoint.ts';
import { isUuid } from '../http/ids.ts';
import { readNotices, shown } from './read.ts';
import { RegisterNoticeList } from './shapes.ts';

const NOT_FOUND = refusal(refuse('not-found'));

/** What registers told about a permit: its holder changes the plate, ends the permit, or says that it is wrong (PEERS-025). */
export function registerNoticeRoutes(api: Api): Endpoint[] {
  const { orm, processes } = api;
  return [
    endpoint({
      method: 'post', path: '/v1/permits/{id}/register-notices/{noticeId}/_object', may: 'desk', records: 'register-notice-answered',
      answers: RegisterNoticeList, refuses: ['move-not-allowed'],
      summary: 'Say that the register is wrong; a person looks, and the permit stays as it is',
      async handle({ caller, params, key }) {
        const { id: holderId, municipalityId } = caller;
        const id = params['id']!;
        const own = isUuid(id) ? await orm.getRepository(Permit).findOneBy({ id, holderId, municipalityId }) : null;
        const open = async (permit: Permit) => (await readNotices(api, [permit])).get(permit.id) ?? [];
        const notice = own && (await open(own)).find((one) => one.id === params['noticeId']);
        if (!own || !notice) return NOT_FOUND;
        const input = { noticeId: notice.id, actor: actorOf(caller) };
        const said = await processes.registerNotice(notice.eventId, notice.id, object, input, key);
        return isRefusal(said) ? refusal(said) : answer({ items: (await open(own)).map(shown) });
      },
    }),
  ]; // prettier-ignore
}
