import { askHolder, putAside } from '../../activities/misuse-hints/review.ts';
import { isRefusal, refuse, type Refusal } from '../../rules/values/refusal.ts';
import { type Api } from '../api.ts';
import { type Staff } from '../http/caller.ts';
import { answer, endpoint, refusal, type Endpoint } from '../http/endpoint.ts';
import { isUuid } from '../http/ids.ts';
import { readHints } from './read.ts';
import { MisuseHints } from './shapes.ts';

/** Patterns of parking that are worth a question: people judge them, and nothing follows by itself (BEYOND-031). */
export function misuseHintRoutes(api: Api): Endpoint[] {
  const { deps } = api;
  const review = async (act: typeof askHolder, caller: Staff, id: string) => {
    const { municipalityId, roles } = caller;
    const actor = { kind: 'staff' as const, id: caller.id, roles };
    const said: { outcome: 'reviewed' } | Refusal = isUuid(id)
      ? await act(deps, { id, municipalityId, actor }, deps.clock())
      : refuse('not-found');
    return isRefusal(said) ? refusal(said) : answer(await readHints(api, caller));
  };
  return [
    endpoint({
      method: 'get', path: '/v1/staff/hints', may: 'misuse-hints', records: null, answers: MisuseHints,
      summary: 'Hints at misuse: the rule, its numbers and what was looked at; what became of earlier ones',
      handle: async ({ caller }) => answer(await readHints(api, caller)),
    }),
    endpoint({
      method: 'post', path: '/v1/staff/hints/{id}/_put-aside', may: 'misuse-hints', records: 'hint-put-aside', answers: MisuseHints,
      summary: 'Nothing is wrong: the hint is deleted, and the stays it rested on do not count again',
      handle: ({ caller, params }) => review(putAside, caller, params['id']!),
    }),
    endpoint({
      method: 'post', path: '/v1/staff/hints/{id}/_ask', may: 'misuse-hints', records: 'hint-asked', answers: MisuseHints,
      refuses: ['hint-asked'],
      summary: 'Ask the holder for a word, in a friendly mail or letter; nothing of the permit changes',
      handle: ({ caller, params }) => review(askHolder, caller, params['id']!),
    }),
  ]; // prettier-ignore
}
