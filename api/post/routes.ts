import { makePostBatch, markPostBatchSent, readPostBatch } from '../../activities/staff-work/post.ts';
import { isRefusal, refuse } from '../../rules/values/refusal.ts';
import { type Api } from '../api.ts';
import { type Staff } from '../http/caller.ts';
import { answer, endpoint, refusal, sent, type Endpoint } from '../http/endpoint.ts';
import { idFrom, isUuid } from '../http/ids.ts';
import { readBatches, readPost } from './read.ts';
import { PostBatchView, PostView } from './shapes.ts';

const NOT_FOUND = refusal(refuse('not-found'));

/** Letters for whom no mail reaches: printed in batches, put in envelopes by people (PEERS-035). */
export function postRoutes(api: Api): Endpoint[] {
  const { deps } = api;
  const by = ({ id: staffId, roles, municipalityId }: Staff, id: string) => ({
    id,
    municipalityId,
    actor: { kind: 'staff' as const, id: staffId, roles },
  });
  return [
    endpoint({
      method: 'get', path: '/v1/staff/post', may: 'hand-out', records: null, answers: PostView,
      summary: 'What waits to be printed and posted, and what was',
      handle: async ({ caller }) => answer(await readPost(api, caller.municipalityId)),
    }),
    endpoint({
      method: 'post', path: '/v1/staff/post-batches', may: 'hand-out', records: 'post-batch-made', answers: PostBatchView, status: 201,
      refuses: ['nothing-to-post'],
      summary: 'Put what waits in one file to print',
      async handle({ caller, key }) {
        const id = idFrom('post-batch', key);
        const made = await makePostBatch(deps, by(caller, id), deps.clock());
        return isRefusal(made) ? refusal(made) : answer((await readBatches(api, caller.municipalityId, id))[0]!);
      },
    }),
    endpoint({
      method: 'get', path: '/v1/staff/post-batches/{id}/content', may: 'hand-out', records: 'post-batch-read', raw: 'file',
      summary: 'The file to print, once it is made',
      async handle({ caller, params, res }) {
        const id = params['id']!;
        const file = isUuid(id) ? await readPostBatch(deps, by(caller, id), deps.clock()) : undefined;
        if (!file) return NOT_FOUND;
        res.set({
          'Content-Type': 'application/pdf',
          'Content-Disposition': `attachment; filename="${file.number}.pdf"`,
          'Content-Security-Policy': "default-src 'none'; sandbox",
          'Cache-Control': 'private, no-store',
        });
        res.send(file.pdf);
        return sent;
      },
    }),
    endpoint({
      method: 'post', path: '/v1/staff/post-batches/{id}/_sent', may: 'hand-out', records: 'post-batch-sent', answers: PostBatchView,
      refuses: ['post-not-printed', 'post-already-sent'],
      summary: 'It is posted: whom a letter is for can see that',
      async handle({ caller, params }) {
        const id = params['id']!;
        if (!isUuid(id)) return NOT_FOUND;
        const said = await markPostBatchSent(deps, by(caller, id), deps.clock());
        return isRefusal(said) ? refusal(said) : answer((await readBatches(api, caller.municipalityId, id))[0]!);
      },
    }),
  ]; // prettier-ignore
}
