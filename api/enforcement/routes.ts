import { createSigner } from '../../activities/db/signing.ts';
import { checkPlate } from '../../activities/enforcement.ts';
import { keepOfflineChecks, makePack } from '../../activities/offline-pack.ts';
import { areaAt } from '../../rules/municipalities/places.ts';
import { type Area } from '../../rules/municipalities/areas.ts';
import { areaOf, type Release, type ReleaseContent } from '../../rules/municipalities/release.ts';
import { plateKey } from '../../rules/values/plate.ts';
import { refuse } from '../../rules/values/refusal.ts';
import { type Api } from '../api.ts';
import { type Staff } from '../http/caller.ts';
import { answer, endpoint, refusal, type Endpoint } from '../http/endpoint.ts';
import {
  CheckAnswer, CheckBody, CheckListAnswer, CheckListBody, OfflineChecksBody, OfflineChecksKept, SignedPack, SigningKeys,
} from './shapes.ts'; // prettier-ignore

/** How long a municipality's areas are believed without asking whether a newer release is in force. */
const BELIEVED_MS = 5_000;

/** The officer's question (PEERS-037): one indexed look-up, its answer stored. */
export function enforcementRoutes(api: Api): Endpoint[] {
  const { deps } = api;
  const signer = createSigner(deps.vault);
  const packs = new Map<string, { pack: ReturnType<typeof makePack>; until: number }>();
  /** Made once for all officers who ask at the same time: it is dear, and the same for each of them. */
  const packOf = (municipalityId: string): ReturnType<typeof makePack> => {
    const known = packs.get(municipalityId);
    if (known && known.until > Date.now()) return known.pack;
    const pack = makePack(deps, signer, municipalityId);
    packs.set(municipalityId, { pack, until: Date.now() + BELIEVED_MS });
    pack.catch(() => packs.delete(municipalityId));
    return pack;
  };
  const believed = new Map<string, { release: Release; until: number }>();
  const releaseOf = async (municipalityId: string): Promise<Release> => {
    const known = believed.get(municipalityId);
    if (known && known.until > Date.now()) return known.release;
    const release = await deps.releases.inForce(municipalityId, deps.clock());
    believed.set(municipalityId, { release, until: Date.now() + BELIEVED_MS });
    return release;
  };

  const checkOne = async (
    { id: officerId, municipalityId }: Staff,
    { plate, country }: { plate: string; country: string },
    area: Area,
    repeatHours: number | null,
    at = deps.clock(),
  ): Promise<CheckAnswer> => {
    const question = { municipalityId, officerId, country, plate: plateKey(plate), areaId: area.id, at, repeatHours };
    const began = performance.now();
    const { id, verdict, justExpired, near, earlier, until } = await checkPlate(api.street, question);
    api.metrics.checked(verdict, (performance.now() - began) / 1_000);
    return { id, verdict, justExpired, near, earlier, area: area.id, until, at };
  };

  return [
    endpoint({
      method: 'post', path: '/v1/enforcement/checks', may: 'check', records: null, body: CheckBody, answers: CheckAnswer,
      refuses: ['area-unknown'],
      summary: 'May this plate stand here now? The answer says nothing about anybody',
      async handle({ caller, body }) {
        const { content } = await releaseOf(caller.municipalityId);
        const area = placeIn(content, body);
        if (!area) return NO_AREA;
        return answer(await checkOne(caller, body, area, repeatHoursOf(content), body.at));
      },
    }),
    endpoint({
      method: 'post', path: '/v1/enforcement/check-lists', may: 'check', records: null, body: CheckListBody, answers: CheckListAnswer,
      refuses: ['area-unknown'],
      summary: 'The same question about each plate of a list, as a scan car or a pasted list gives it',
      async handle({ caller, body }) {
        const { content } = await releaseOf(caller.municipalityId);
        const area = placeIn(content, body);
        if (!area) return NO_AREA;
        const items: CheckAnswer[] = [];
        // One after the other: whoever checks one plate meanwhile does not wait behind a whole street.
        for (const one of body.plates) items.push(await checkOne(caller, one, area, repeatHoursOf(content)));
        return answer({ items });
      },
    }),
    endpoint({
      method: 'get', path: '/v1/enforcement/packs/current', may: 'check', records: null, answers: SignedPack,
      refuses: ['offline-not-offered'],
      summary: 'What counts here for the next minutes, as signed hashes without plates: to check without a connection',
      async handle({ caller }) {
        const pack = await packOf(caller.municipalityId);
        return pack ? answer(pack) : refusal(refuse('offline-not-offered'));
      },
    }),
    endpoint({
      method: 'post', path: '/v1/enforcement/offline-checks', may: 'check', records: null, body: OfflineChecksBody, answers: OfflineChecksKept,
      summary: 'Checks a device made without a connection, each kept once',
      handle: async ({ caller, body }) => answer(await keepOfflineChecks(deps, signer, caller, body.items)),
    }),
    endpoint({
      method: 'get', path: '/v1/signing-keys', may: 'anyone', records: null, answers: SigningKeys,
      summary: 'The public keys by which anybody can see that something was signed here and is unchanged',
      handle: () => Promise.resolve(answer({ items: signer.publicKeys })),
    }),
  ]; // prettier-ignore
}

const NO_AREA = refusal(refuse('area-unknown', {}, 'choose-other-location'));

const repeatHoursOf = ({ municipality }: ReleaseContent): number | null =>
  municipality.enforcement?.repeatHours ?? null;

const placeIn = (
  content: ReleaseContent,
  { area, location }: { area?: string | undefined; location?: { longitude: number; latitude: number } | undefined },
): Area | undefined =>
  location ? areaAt(location.longitude, location.latitude, content.areas) : areaOf(content, area!);
