import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { UnknownMunicipality } from '../../activities/municipalities/releases.ts';
import { PAYMENT_METHODS } from '../../rules/municipalities/municipality.ts';
import { type Release } from '../../rules/municipalities/release.ts';
import { refuse } from '../../rules/values/refusal.ts';
import { isIssued } from '../../rules/waitlist.ts';
import { type Api } from '../api.ts';
import { answer, endpoint, refusal, sent, type Endpoint } from '../http/endpoint.ts';
import { areaName } from '../permit-applications/read.ts';
import { Nothing } from '../http/shapes.ts';
import { entitlementsAt } from './entitlements.ts';
import { films } from './film.ts';
import {
  AreaMap,
  Entitlements,
  EntitlementsBody,
  FilmView,
  MunicipalityList,
  MunicipalityView,
  PublicProducts,
  type AreaMap as Map_,
} from './shapes.ts';

const NOT_FOUND = refusal(refuse('not-found'));

/** Public: municipalities, what they issue and where, without anybody signed in (PORTAL-001). */
export function municipalityRoutes(api: Api): Endpoint[] {
  const { deps, settings } = api;
  const themeOf = (id: string) => resolve(settings.PARKWERK_RELEASES, id, 'theme.css');
  const film = films(settings.PARKWERK_RELEASES);

  const view = ({ content }: Release): MunicipalityView => {
    const {
      id,
      name,
      country,
      timeZone,
      contact,
      login,
      paymentMethods = PAYMENT_METHODS,
      payAtOnce = false,
      onDemand,
      demonstration,
    } = content.municipality;
    const means = login.means.map(({ id: meansId, label, hint, about = null, applicant }) => ({
      id: meansId,
      label,
      hint,
      about,
      applicant,
    }));
    return {
      id,
      name,
      country,
      timeZone,
      contact: { ...contact, mailSubject: contact.mailSubject ?? null },
      means,
      onDemand: onDemand ? { name: onDemand.name, information: onDemand.information } : null,
      permitLogin: login.permitLogin ?? null,
      paymentMethods: [...paymentMethods],
      payAtOnce,
      demonstration,
      hasTheme: existsSync(themeOf(id)),
      hasFilm: film.exists(id),
      texts: content.texts,
    };
  };
  const find = async (id: string): Promise<Release | undefined> => {
    try {
      return await deps.releases.inForce(id, deps.clock());
    } catch (error) {
      if (error instanceof UnknownMunicipality) return undefined;
      throw error;
    }
  };

  return [
    endpoint({
      method: 'get', path: '/v1/municipalities', may: 'anyone', records: null, answers: MunicipalityList,
      summary: 'All municipalities, with contact and ways to sign in',
      handle: async () => answer({ items: (await deps.releases.all(deps.clock())).map(view) }),
    }),
    endpoint({
      method: 'get', path: '/v1/municipalities/{id}', may: 'anyone', records: null, answers: MunicipalityView,
      summary: 'One municipality',
      async handle({ params }) {
        const release = await find(params['id']!);
        return release ? answer(view(release)) : NOT_FOUND;
      },
    }),
    endpoint({
      method: 'get', path: '/v1/municipalities/{id}/products', may: 'anyone', records: null, answers: PublicProducts,
      summary: 'What this municipality issues, with prices',
      async handle({ params }) {
        const release = await find(params['id']!);
        if (!release) return NOT_FOUND;
        const items = release.content.products.filter(isIssued).map(({ id, name, summary, legal, eligibility, periods, places }) => ({
          id, name, summary, legal, applicants: [...eligibility.applicants], periods: [...periods],
          places: places.map(({ area, prices }) => ({
            areaId: area,
            areaName: areaName(release, area) ?? area,
            prices: Object.entries(prices).map(([periodId, cents]) => ({ periodId, cents })),
          })),
        })); // prettier-ignore
        return answer({ items });
      },
    }),
    endpoint({
      method: 'post', path: '/v1/municipalities/{id}/entitlements', may: 'anyone', records: null, body: EntitlementsBody, answers: Entitlements, secret: true,
      summary: 'What somebody could get at an address: products, prices, places and waiting time; nothing is kept',
      async handle({ params, body }) {
        const release = await find(params['id']!);
        return release ? answer(await entitlementsAt(api, release, body)) : NOT_FOUND;
      },
    }),
    endpoint({
      method: 'get', path: '/v1/municipalities/{id}/areas', may: 'anyone', records: null, answers: AreaMap,
      summary: 'Zones and garages as GeoJSON, with the water and streets they are drawn on',
      async handle({ params }) {
        const release = await find(params['id']!);
        return release ? answer(mapOf(release)) : NOT_FOUND;
      },
    }),
    endpoint({
      method: 'get', path: '/v1/municipalities/{id}/film', may: 'anyone', records: null, answers: FilmView,
      summary: 'What is said in the instruction film, from its captions; the film itself is at /film/',
      async handle({ params }) {
        const transcript = (await find(params['id']!)) && film.transcript(params['id']!);
        return transcript ? answer({ transcript }) : NOT_FOUND;
      },
    }),
    endpoint({
      method: 'get', path: '/film/{file}', may: 'anyone', records: null, query: Nothing, raw: 'file',
      summary: 'The instruction film of a municipality, a picture from it, or its captions; in ranges, so that one can jump to any moment',
      async handle({ params, res }) {
        const [id = ''] = params['file']!.split('.');
        const path = (await find(id)) && film.file(params['file']!);
        if (path === undefined) return NOT_FOUND;
        res.set('Cache-Control', 'public, max-age=300').sendFile(path);
        return sent;
      },
    }),
    endpoint({
      method: 'get', path: '/theme/{file}', may: 'anyone', records: null, raw: 'file',
      summary: 'The colours of a municipality, as a style sheet',
      async handle({ params, res }) {
        const id = /^([a-z0-9-]+)\.css$/.exec(params['file']!)?.[1];
        if (id === undefined || !(await find(id))) return NOT_FOUND;
        res.type('css').set('Cache-Control', 'public, max-age=300');
        // Every page of a municipality asks for its colours before it knows whether it has any.
        if (existsSync(themeOf(id))) res.sendFile(themeOf(id));
        else res.send('');
        return sent;
      },
    }),
  ]; // prettier-ignore
}

function mapOf({ content }: Release): Map_ {
  const backdrop = content.backdrop.map(({ kind, shape, points }) => ({
    type: 'Feature' as const,
    properties: { kind },
    geometry:
      shape === 'line'
        ? { type: 'LineString' as const, coordinates: points[0]!.map((point) => [...point]) }
        : { type: 'Polygon' as const, coordinates: points.map((ring) => ring.map((point) => [...point])) },
  }));
  const areas = content.areas.map(({ id, name, kind, polygons }) => ({
    type: 'Feature' as const,
    properties: { kind, id, name },
    geometry: {
      type: 'MultiPolygon' as const,
      coordinates: polygons.map((polygon) => polygon.map((ring) => ring.map((point) => [...point]))),
    },
  }));
  return { type: 'FeatureCollection', features: [...backdrop, ...areas] };
}
