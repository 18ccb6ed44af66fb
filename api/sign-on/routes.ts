import { createPasswords } from '../../activities/accounts/passwords.ts';
import { printCard } from '../../activities/sign-on/card.ts';
import { choosePin, makeCard, postPin, revokeKey } from '../../activities/sign-on/keys.ts';
import { askToLink, unlinkPhone } from '../../activities/sign-on/phones.ts';
import { statement } from '../../activities/db/transaction.ts';
import { isRefusal, refuse } from '../../rules/values/refusal.ts';
import { type Api } from '../api.ts';
import { actorOf, type Citizen } from '../http/caller.ts';
import { answer, endpoint, refusal, type Endpoint } from '../http/endpoint.ts';
import { isUuid } from '../http/ids.ts';
import { permitToSignOn } from './acts.ts';
import { viewSignOn } from './read.ts';
import { CardMade, LinkAsked, PinBody, SignOnView } from './shapes.ts';

const NOT_FOUND = refusal(refuse('not-found'));

/** How others of the household get in: a PIN, a card, telephones. The holder decides, at the desk or through the counter (PEERS-010). */
export function signOnRoutes(api: Api): Endpoint[] {
  const { deps } = api;
  const passwords = createPasswords(api.deps.vault, api.settings.BREACHED_PASSWORDS_FILE);
  const isOwn = async ({ id, municipalityId }: Citizen, permitId: string): Promise<boolean> => {
    if (!isUuid(permitId)) return false;
    const { rowCount } = await deps.pool.query({ ...findOwn, values: [permitId, id, municipalityId] });
    return rowCount === 1;
  };
  const own = (caller: Citizen, permitId: string) => ({
    permitId,
    holderId: caller.id,
    actor: actorOf(caller),
    at: deps.clock(),
  });

  return [
    endpoint({
      method: 'get', path: '/v1/permits/{id}/sign-on', may: 'desk', records: null, answers: SignOnView,
      summary: 'How others sign on and off with a permit: PIN, card and telephones',
      async handle({ caller, params }) {
        const id = params['id']!;
        return (await isOwn(caller, id)) ? answer(await viewSignOn(api, id)) : NOT_FOUND;
      },
    }),
    endpoint({
      method: 'put', path: '/v1/permits/{id}/sign-on/pin', may: 'desk', records: 'sign-on-key-made', body: PinBody, answers: SignOnView, secret: true,
      refuses: ['pin-not-digits', 'pin-too-easy', 'sign-on-not-offered', 'permit-not-in-force'],
      summary: 'A PIN of your own choice; the number stays the same',
      async handle({ caller, params, body }) {
        const id = params['id']!;
        if (!(await isOwn(caller, id))) return NOT_FOUND;
        const made = await choosePin(deps, passwords, { ...own(caller, id), pin: body.pin });
        return isRefusal(made) ? refusal(made) : answer(await viewSignOn(api, id));
      },
    }),
    endpoint({
      method: 'post', path: '/v1/permits/{id}/sign-on/letters', may: 'desk', records: 'sign-on-key-made', answers: SignOnView, status: 201, secret: true,
      refuses: ['sign-on-not-offered', 'permit-not-in-force'],
      summary: 'A number and a PIN by post, each in a letter of its own; an earlier PIN is worth nothing from now on',
      async handle({ caller, params }) {
        const id = params['id']!;
        if (!(await isOwn(caller, id))) return NOT_FOUND;
        const made = await postPin(deps, passwords, own(caller, id));
        return isRefusal(made) ? refusal(made) : answer(await viewSignOn(api, id));
      },
    }),
    endpoint({
      method: 'post', path: '/v1/permits/{id}/sign-on/cards', may: 'desk', records: 'sign-on-key-made', answers: CardMade, status: 201, secret: true,
      refuses: ['sign-on-not-offered', 'permit-not-in-force'],
      summary: 'A card to print, with a number and a code of its own; an earlier one is worth nothing from now on',
      async handle({ caller, params, language }) {
        const id = params['id']!;
        if (!(await isOwn(caller, id))) return NOT_FOUND;
        const made = await makeCard(deps, passwords, own(caller, id));
        if (isRefusal(made)) return refusal(made);
        const { content, product } = await permitToSignOn(api, id);
        const pdf = await printCard(deps, { language, content, product, number: made.number, code: made.code });
        const { card } = await viewSignOn(api, id);
        return card ? answer({ card, pdf: pdf.toString('base64') }) : NOT_FOUND;
      },
    }),
    endpoint({
      method: 'delete', path: '/v1/permits/{id}/sign-on/keys/{keyId}', may: 'desk', records: 'sign-on-key-revoked',
      summary: 'Revoke a PIN or a card: its number is refused everywhere from now on',
      async handle({ caller, params }) {
        const [id, keyId] = [params['id']!, params['keyId']!];
        if (!isUuid(keyId) || !(await isOwn(caller, id))) return NOT_FOUND;
        const done = await revokeKey(deps, { ...own(caller, id), keyId });
        return isRefusal(done) ? refusal(done) : answer(undefined);
      },
    }),
    endpoint({
      method: 'post', path: '/v1/permits/{id}/sign-on/phones', may: 'desk', records: null, answers: LinkAsked, status: 201, secret: true,
      refuses: ['sign-on-not-offered', 'permit-not-in-force', 'too-many-phones'],
      summary: 'A code that links the telephone from which it is texted to the line',
      async handle({ caller, params }) {
        const id = params['id']!;
        if (!(await isOwn(caller, id))) return NOT_FOUND;
        const asked = await askToLink(deps, own(caller, id));
        if (isRefusal(asked)) return refusal(asked);
        const { line } = await viewSignOn(api, id);
        return answer({ code: asked.code, endsAt: asked.endsAt, line: line ?? '' });
      },
    }),
    endpoint({
      method: 'delete', path: '/v1/permits/{id}/sign-on/phones/{phoneId}', may: 'desk', records: 'phone-unlinked',
      summary: 'Texts from this telephone count no more',
      async handle({ caller, params }) {
        const [id, phoneId] = [params['id']!, params['phoneId']!];
        if (!isUuid(phoneId) || !(await isOwn(caller, id))) return NOT_FOUND;
        const done = await unlinkPhone(deps, { ...own(caller, id), phoneId });
        return isRefusal(done) ? refusal(done) : answer(undefined);
      },
    }),
  ]; // prettier-ignore
}

const findOwn = statement(
  'find-own-permit-to-sign-on',
  'SELECT FROM permit WHERE id = $1 AND holder_id = $2 AND municipality_id = $3',
);
