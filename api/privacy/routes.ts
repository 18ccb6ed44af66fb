import { type Response } from 'express';
import { type Api } from '../api.ts';
import { answer, endpoint, sent, type Endpoint } from '../http/endpoint.ts';
import { Nothing, Paging } from '../http/shapes.ts';
import { everyPage, readLooks, readOwnChecks } from './looks.ts';
import { allHeld, readHeld } from './read.ts';
import { Held, Looks, OwnChecks } from './shapes.ts';

/** What is held of whoever asks, who looked at it, and when it goes (inzage, BEYOND-024): at the desk, and in the parking app. */
export function privacyRoutes(api: Api): Endpoint[] {
  return [
    endpoint({
      method: 'get', path: '/v1/me/own-data', may: 'citizen', records: null, answers: Held,
      summary: 'What is held of you, a class at a time, and when it goes',
      handle: async ({ caller }) => answer(await readHeld(api, 'desk', caller.id)),
    }),
    endpoint({
      method: 'get', path: '/v1/me/own-data/looks', may: 'citizen', records: null, query: Paging, answers: Looks,
      summary: 'Who of staff looked at your data or your cases, newest first, by role',
      handle: async ({ caller, query }) => answer(await readLooks(api, caller, query)),
    }),
    endpoint({
      method: 'get', path: '/v1/me/own-data/checks', may: 'citizen', records: null, query: Paging, answers: OwnChecks,
      summary: 'Checks of your plates in the street, newest first: moment, area and answer',
      handle: async ({ caller, query }) => answer(await readOwnChecks(api, 'desk', caller.id, query)),
    }),
    endpoint({
      method: 'get', path: '/v1/me/own-data/export', may: 'citizen', records: null, query: Nothing, raw: 'file',
      summary: 'All that is held of you as JSON, with who looked and when it goes',
      async handle({ caller, res }) {
        const held = await allHeld(api, 'desk', caller.id);
        const looks = await everyPage((asked) => readLooks(api, caller, asked));
        const checks = await everyPage((asked) => readOwnChecks(api, 'desk', caller.id, asked));
        return sendFile(res, { madeAt: api.deps.clock(), municipality: caller.municipalityId, held, looks, checks });
      },
    }),
    endpoint({
      method: 'get', path: '/v1/account/own-data', may: 'account', records: null, answers: Held,
      summary: 'What is held of your account, a class at a time, and when it goes',
      handle: async ({ caller }) => answer(await readHeld(api, 'app', caller.id)),
    }),
    endpoint({
      method: 'get', path: '/v1/account/own-data/checks', may: 'account', records: null, query: Paging, answers: OwnChecks,
      summary: 'Checks of your plates in the street, newest first: moment, area and answer',
      handle: async ({ caller, query }) => answer(await readOwnChecks(api, 'app', caller.id, query)),
    }),
    endpoint({
      method: 'get', path: '/v1/account/own-data/export', may: 'account', records: null, query: Nothing, raw: 'file',
      summary: 'All that is held of your account as JSON, with when it goes',
      async handle({ caller, res }) {
        const held = await allHeld(api, 'app', caller.id);
        const checks = await everyPage((asked) => readOwnChecks(api, 'app', caller.id, asked));
        return sendFile(res, { madeAt: api.deps.clock(), held, checks });
      },
    }),
  ]; // prettier-ignore
}

function sendFile(res: Response, content: object): typeof sent {
  res.set({
    'Content-Disposition': 'attachment; filename="parkwerk-own-data.json"',
    'Content-Security-Policy': "default-src 'none'; sandbox",
    'Cache-Control': 'private, no-store',
  });
  res.type('application/json').send(JSON.stringify({ format: 'parkwerk-own-data/1', ...content }, null, 2));
  return sent;
}
