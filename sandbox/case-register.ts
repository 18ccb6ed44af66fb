import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto';
import express, { Router, type Request, type RequestHandler, type Response } from 'express';
import { fieldsOf } from './problem.ts';
import type { State } from './state.ts';

/** Which statuses, results and kinds of documents a kind of case has, as its catalogue would say. */
const CATALOGUE = 'https://catalogi.example/catalogi/api/v1';
export const CASE_TYPES: Record<string, { statuses: string[]; last: string; results: string[] }> = Object.fromEntries(
  ['parkeervergunning', 'kentekenwijziging', 'verlenging'].map((name) => [
    `${CATALOGUE}/zaaktypen/${name}`,
    {
      statuses: ['ontvangen', 'besloten', 'afgehandeld'].map((status) => `${CATALOGUE}/statustypen/${name}-${status}`),
      last: `${CATALOGUE}/statustypen/${name}-afgehandeld`,
      results: ['verleend', 'afgewezen', 'ingetrokken', 'vervallen'].map(
        (result) => `${CATALOGUE}/resultaattypen/${name}-${result}`,
      ),
    },
  ]),
);
export const DOCUMENT_TYPE = `${CATALOGUE}/informatieobjecttypen/besluit`;

interface Kept {
  url: string;
  kind: string;
  [field: string]: unknown;
}

interface RegisterSettings {
  state: State;
  address: string;
  clientId: string;
  secret: string;
}

/** A token of somebody we know may be so old. */
const TOKEN_SECONDS = 3_600;

/** `/sandbox/zgw`: the part of a case register (Zaken API 1, Documenten API 1) that a system of a municipality writes to. */
export function caseRegisterService({ state, address, clientId, secret }: RegisterSettings): {
  routes: Router;
  list: RequestHandler;
  clear(): void;
} {
  const kept = state.table<Kept>('zgw');
  const routes = Router();
  const all = (kind: string) => kept.all().filter((one) => one.kind === kind);
  const byUrl = (url: unknown) => kept.all().find((one) => one.url === url);

  routes.use((req, res, next) => {
    const fault = tokenFault(req, { clientId, secret });
    if (fault !== undefined) return problem(res, 403, 'permission_denied', fault);
    if (req.path.startsWith('/zaken/') && req.get('accept-crs') !== 'EPSG:4326')
      return problem(res, 412, 'crs_headers_required', 'Accept-Crs is missing');
    next();
  });
  routes.use(express.json({ limit: '40mb' }));

  const resource = (
    path: string,
    kind: string,
    filters: string[],
    faultsOf: (body: Record<string, unknown>) => string[],
  ) => {
    routes.get(path, (req, res) => {
      const asked = filters.filter((name) => typeof req.query[name] === 'string');
      const results = all(kind).filter((one) => asked.every((name) => one[name] === req.query[name]));
      // Links between cases and documents come as a bare list, everything else in pages.
      res.json(
        kind === 'zaakinformatieobject' ? results : { count: results.length, next: null, previous: null, results },
      );
    });
    routes.post(path, (req, res) => {
      const body = fieldsOf(req.body);
      const faults = faultsOf(body);
      if (faults.length > 0) {
        const invalidParams = faults.map((fault) => {
          const [name = '', code = ''] = fault.split(' ');
          return { name, code, reason: fault };
        });
        return void res.status(400).json({ code: 'invalid', title: 'Invalid input.', status: 400, invalidParams });
      }
      const id = randomUUID();
      const url = `${address}${path}/${id}`;
      kept.put(id, { ...withoutContent(body), url, kind });
      if (kind === 'status') closeWhenLast(body);
      res.status(201).json({ ...withoutContent(body), url, uuid: id });
    });
  };

  function closeWhenLast({ zaak, statustype, datumStatusGezet }: Record<string, unknown>): void {
    const opened = byUrl(zaak);
    if (!opened || CASE_TYPES[String(opened.zaaktype)]?.last !== statustype) return;
    kept.put(opened.url.split('/').at(-1)!, { ...opened, einddatum: String(datumStatusGezet).slice(0, 10) });
  }

  resource('/zaken/api/v1/zaken', 'zaak', ['identificatie', 'bronorganisatie'], (body) => [
    ...missing(body, ['bronorganisatie', 'zaaktype', 'verantwoordelijkeOrganisatie', 'startdatum']),
    ...['bronorganisatie', 'verantwoordelijkeOrganisatie']
      .filter((name) => !isRsin(body[name]))
      .map((name) => `${name} invalid-rsin`),
    ...(CASE_TYPES[String(body.zaaktype)] ? [] : ['zaaktype not-published']),
    ...(all('zaak').some(
      (one) => one.identificatie === body.identificatie && one.bronorganisatie === body.bronorganisatie,
    )
      ? ['identificatie identificatie-niet-uniek']
      : []),
  ]);
  resource('/zaken/api/v1/statussen', 'status', ['zaak', 'statustype'], (body) => {
    const opened = byUrl(body.zaak);
    const type = CASE_TYPES[String(opened?.zaaktype)];
    return [
      ...missing(body, ['zaak', 'statustype', 'datumStatusGezet']),
      ...(opened ? [] : ['zaak does-not-exist']),
      ...(type && !type.statuses.includes(String(body.statustype)) ? ['statustype zaaktype-mismatch'] : []),
      ...(type?.last === body.statustype && !all('resultaat').some(({ zaak }) => zaak === body.zaak)
        ? ['nonFieldErrors resultaat-does-not-exist']
        : []),
      ...(opened?.einddatum !== undefined ? ['nonFieldErrors zaak-closed'] : []),
    ];
  });
  resource('/zaken/api/v1/resultaten', 'resultaat', ['zaak'], (body) => {
    const type = CASE_TYPES[String(byUrl(body.zaak)?.zaaktype)];
    return [
      ...missing(body, ['zaak', 'resultaattype']),
      ...(type ? [] : ['zaak does-not-exist']),
      ...(type && !type.results.includes(String(body.resultaattype)) ? ['resultaattype zaaktype-mismatch'] : []),
      ...(all('resultaat').some(({ zaak }) => zaak === body.zaak) ? ['zaak unique'] : []),
    ];
  });
  resource('/zaken/api/v1/zaakinformatieobjecten', 'zaakinformatieobject', ['zaak', 'informatieobject'], (body) => [
    ...missing(body, ['zaak', 'informatieobject']),
    ...(byUrl(body.zaak) ? [] : ['zaak does-not-exist']),
    ...(byUrl(body.informatieobject) ? [] : ['informatieobject does-not-exist']),
  ]);
  resource(
    '/documenten/api/v1/enkelvoudiginformatieobjecten',
    'document',
    ['identificatie', 'bronorganisatie'],
    (body) => [
      ...missing(body, ['bronorganisatie', 'creatiedatum', 'titel', 'auteur', 'taal', 'informatieobjecttype']),
      ...(isRsin(body.bronorganisatie) ? [] : ['bronorganisatie invalid-rsin']),
      ...(body.informatieobjecttype === DOCUMENT_TYPE ? [] : ['informatieobjecttype not-published']),
      ...(Buffer.from(typeof body.inhoud === 'string' ? body.inhoud : '', 'base64').length === body.bestandsomvang
        ? []
        : ['bestandsomvang file-size']),
    ],
  );
  routes.use((_req, res) => problem(res, 404, 'not_found', 'Niet gevonden.'));

  return { routes, list: (_req, res) => void res.json(kept.all()), clear: () => kept.clear() };
}

/** What it holds is known by its size; what it says is nobody's business here. */
const withoutContent = ({ inhoud: _content, ...rest }: Record<string, unknown>) => rest;

const missing = (body: Record<string, unknown>, names: string[]): string[] =>
  names.filter((name) => body[name] === undefined || body[name] === '').map((name) => `${name} required`);

/** Nine digits whose weighted sum is a multiple of eleven (elfproef). */
function isRsin(value: unknown): boolean {
  if (typeof value !== 'string' || !/^\d{9}$/.test(value)) return false;
  const sum = [...value].reduce((total, digit, at) => total + Number(digit) * (at === 8 ? -1 : 9 - at), 0);
  return sum % 11 === 0;
}

function tokenFault(req: Request, { clientId, secret }: { clientId: string; secret: string }): string | undefined {
  const [, head = '', body = '', signature = ''] =
    /^Bearer ([\w-]+)\.([\w-]+)\.([\w-]+)$/.exec(req.get('authorization') ?? '') ?? [];
  const right = createHmac('sha256', secret).update(`${head}.${body}`).digest();
  const given = Buffer.from(signature, 'base64url');
  if (given.length !== right.length || !timingSafeEqual(given, right)) return 'the signature of the token is wrong';
  const { alg } = JSON.parse(Buffer.from(head, 'base64url').toString()) as { alg?: string };
  const { client_id, iat = 0 } = JSON.parse(Buffer.from(body, 'base64url').toString()) as {
    client_id?: string;
    iat?: number;
  };
  if (alg !== 'HS256' || client_id !== clientId) return 'the token is of somebody else';
  return Math.abs(Date.now() / 1000 - iat) > TOKEN_SECONDS ? 'the token is too old' : undefined;
}

function problem(res: Response, status: number, code: string, detail: string): void {
  res.status(status).json({ code, title: detail, status, detail, instance: `urn:uuid:${randomUUID()}` });
}
