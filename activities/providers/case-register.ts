import { createHmac } from 'node:crypto';
import { type CivilDate } from '../../rules/values/civil-day.ts';
import { type Instant } from '../../rules/values/moment.ts';
import { Unavailable } from '../ports.ts';
import { bodyOf, request } from './http.ts';

export interface CaseRegisterSettings {
  casesUrl: string;
  documentsUrl: string;
  clientId: string;
  secret: string;
}

/** A municipality's case register, by the standards of Dutch municipalities (ZGW: Zaken API 1, Documenten API 1). */
export interface CaseRegister {
  /** Its address there. A case that is there under this number already is that one. Throws `Unavailable`. */
  open(opened: { number: string; rsin: string; caseType: string; openedOn: CivilDate }): Promise<string>;
  /** Once per kind of status. */
  setStatus(caseUrl: string, statusType: string, at: Instant): Promise<void>;
  /** A case has one result. */
  setResult(caseUrl: string, resultType: string): Promise<void>;
  /** Files a document with a case, once under its number. */
  file(caseUrl: string, document: FiledDocument): Promise<void>;
}

export interface FiledDocument {
  number: string;
  rsin: string;
  documentType: string;
  title: string;
  fileName: string;
  mediaType: string;
  language: 'nld' | 'eng';
  createdOn: CivilDate;
  content: Buffer;
}

const PARTY = 'the case register';
const USER = 'parkwerk';
const TIMEOUT_MS = 10_000;

/** Talks to it. There are no idempotency keys in the standard, so each step looks first whether it was done. */
export function caseRegister({ casesUrl, documentsUrl, clientId, secret }: CaseRegisterSettings): CaseRegister {
  const ask = async <Body>(method: 'GET' | 'POST', url: URL, body?: object): Promise<Body> => {
    const response = await request(
      PARTY,
      url,
      {
        method,
        redirect: 'error',
        headers: {
          Accept: 'application/json',
          'Accept-Crs': 'EPSG:4326',
          'Content-Crs': 'EPSG:4326',
          Authorization: `Bearer ${tokenFor({ clientId, secret }, Math.floor(Date.now() / 1000))}`,
          ...(body && { 'Content-Type': 'application/json' }),
        },
        ...(body && { body: JSON.stringify(body) }),
      },
      TIMEOUT_MS,
    );
    const answer = await bodyOf(PARTY, response.json());
    if (!response.ok) throw new Unavailable(PARTY, `status ${response.status}, ${codeIn(answer)}`);
    return answer as Body;
  };
  const at = (base: string, path: string, query: Record<string, string> = {}) =>
    Object.assign(new URL(path, base), { search: new URLSearchParams(query).toString() });
  const found = async (url: URL): Promise<{ url: string }[]> => {
    const answer = await ask<{ results?: { url: string }[] } | { url: string }[]>('GET', url);
    return Array.isArray(answer) ? answer : (answer.results ?? []);
  };
  /** What is there already, or what was made just now. */
  const once = async (looking: URL, making: URL, body: object): Promise<string> => {
    const [known] = await found(looking);
    return (known ?? (await ask<{ url: string }>('POST', making, body))).url;
  };

  return {
    open: ({ number, rsin, caseType, openedOn }) =>
      once(at(casesUrl, 'zaken', { identificatie: number, bronorganisatie: rsin }), at(casesUrl, 'zaken'), {
        identificatie: number,
        bronorganisatie: rsin,
        verantwoordelijkeOrganisatie: rsin,
        zaaktype: caseType,
        startdatum: openedOn,
        registratiedatum: openedOn,
      }),
    async setStatus(caseUrl, statusType, datumStatusGezet) {
      const looking = at(casesUrl, 'statussen', { zaak: caseUrl, statustype: statusType });
      await once(looking, at(casesUrl, 'statussen'), { zaak: caseUrl, statustype: statusType, datumStatusGezet });
    },
    async setResult(caseUrl, resultType) {
      const looking = at(casesUrl, 'resultaten', { zaak: caseUrl });
      await once(looking, at(casesUrl, 'resultaten'), { zaak: caseUrl, resultaattype: resultType });
    },
    async file(caseUrl, document) {
      const { number, rsin, documentType, title, fileName, mediaType, language, createdOn, content } = document;
      const informatieobject = await once(
        at(documentsUrl, 'enkelvoudiginformatieobjecten', { identificatie: number, bronorganisatie: rsin }),
        at(documentsUrl, 'enkelvoudiginformatieobjecten'),
        {
          identificatie: number,
          bronorganisatie: rsin,
          creatiedatum: createdOn,
          titel: title,
          auteur: USER,
          taal: language,
          formaat: mediaType,
          bestandsnaam: fileName,
          bestandsomvang: content.length,
          inhoud: content.toString('base64'),
          informatieobjecttype: documentType,
          vertrouwelijkheidaanduiding: 'zaakvertrouwelijk',
          status: 'definitief',
          indicatieGebruiksrecht: false,
        },
      );
      const looking = at(casesUrl, 'zaakinformatieobjecten', { zaak: caseUrl, informatieobject });
      await once(looking, at(casesUrl, 'zaakinformatieobjecten'), { zaak: caseUrl, informatieobject });
    },
  };
}

/** A token of our own making, as the standard has it: signed with the secret both sides know (HS256), for this moment. */
export function tokenFor({ clientId, secret }: Pick<CaseRegisterSettings, 'clientId' | 'secret'>, nowSeconds: number) {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const said = [
    part({ alg: 'HS256', typ: 'JWT' }),
    part({ iss: clientId, iat: nowSeconds, client_id: clientId, user_id: USER, user_representation: USER }),
  ].join('.');
  return `${said}.${createHmac('sha256', secret).update(said).digest('base64url')}`;
}

/** The code of a fault and of each field, never what was sent. */
function codeIn(answer: unknown): string {
  const { code, invalidParams } = (answer ?? {}) as {
    code?: unknown;
    invalidParams?: { name?: unknown; code?: unknown }[];
  };
  const fields = Array.isArray(invalidParams)
    ? invalidParams.map(({ name, code: why }) => `${String(name)} ${String(why)}`)
    : [];
  return [typeof code === 'string' ? code : 'no code', ...fields].join(', ');
}
