import { randomUUID } from 'node:crypto';
import { XMLBuilder, XMLParser } from 'fast-xml-parser';
import { Unavailable, type RightRegister } from '../ports.ts';
import { bodyOf, request } from './http.ts';

export interface RightRegisterSettings {
  url: string;
  pin: string;
}

const NAMESPACE = 'http://rdw.nl/rpv/1.0';
const PARTY = 'the national parking register';

/** Fields in the order of the register's schema, which it holds on to. */
type Fields = Record<string, string>;

/** How the register's schema calls the parts of a message. */
const MESSAGES = {
  EnrollPSRight: {
    request: 'PSRightEnrollRequest',
    data: 'PSRightEnrollRequestData',
    response: 'PSRightEnrollResponse',
  },
  RevokePSRight: {
    request: 'PSRightRevokeRequest',
    data: 'PSRightRevokeRequestData',
    response: 'PSRightRevokeResponse',
  },
  RetrieveRightInfo: {
    request: 'RetrieveRightInfoRequest',
    data: 'RightInfoRequestData',
    response: 'RetrieveRightInfoResponse',
  },
} as const;
type Operation = keyof typeof MESSAGES;

/** The national parking register (NPR) as a provider of rights: SOAP 1.1 with WS-Addressing and a PIN in the header. */
export function rightRegister({ url, pin }: RightRegisterSettings): RightRegister {
  const call = async (operation: Operation, fields: Fields): Promise<Record<string, unknown>> => {
    const response = await request(PARTY, url, {
      method: 'POST',
      headers: { 'Content-Type': 'text/xml; charset=utf-8', SOAPAction: `"${actionOf(operation)}"` },
      body: envelope(operation, fields, pin, url),
    });
    const answer: unknown = await bodyOf(
      PARTY,
      response.text().then((text) => parser.parse(text) as unknown),
    );
    return answerOf(operation, answer);
  };
  return {
    async enrol({ reference, areaManagerId, areaId, usageId, plate, country, from, until }) {
      const answer = await call('EnrollPSRight', {
        VehicleId: plate,
        CountryCodeVehicle: country,
        AreaManagerId: areaManagerId,
        AreaId: areaId,
        UsageId: usageId,
        StartTimePSright: from,
        EndTimePSright: until,
        ReferencePSRight: reference,
      });
      const [registerId] = rightIds(answer);
      if (!registerId) throw new Unavailable(PARTY, 'an answer without an id');
      return { registerId };
    },
    async revoke(registerId, at) {
      await call('RevokePSRight', { PSRightId: registerId, EndTimePSRight: at });
    },
    async held(plate, _country, at) {
      const answer = await call('RetrieveRightInfo', { VehicleId: plate, IndicatorTime: at });
      return rightIds(answer);
    },
  };
}

const builder = new XMLBuilder({ ignoreAttributes: false, attributeNamePrefix: '@' });
const parser = new XMLParser({ removeNSPrefix: true, ignoreAttributes: true, parseTagValue: false });

const actionOf = (operation: Operation) => `${NAMESPACE}/IRegistration/${operation}`;

function envelope(operation: Operation, fields: Fields, pin: string, to: string): string {
  const { request, data } = MESSAGES[operation];
  return builder.build({
    '?xml': { '@version': '1.0', '@encoding': 'utf-8' },
    's:Envelope': {
      '@xmlns:s': 'http://schemas.xmlsoap.org/soap/envelope/',
      '@xmlns:a': 'http://www.w3.org/2005/08/addressing',
      's:Header': {
        'a:Action': actionOf(operation),
        'a:MessageID': `urn:uuid:${randomUUID()}`,
        'a:To': to,
        PIN: { '@xmlns': NAMESPACE, '#text': pin },
      },
      's:Body': { [request]: { '@xmlns': NAMESPACE, [data]: fields } },
    },
  });
}

/** The fields of the answer; a fault or an error code is no answer we can use. */
function answerOf(operation: Operation, envelope: unknown): Record<string, unknown> {
  const answer = at(envelope, 'Envelope', 'Body', MESSAGES[operation].response);
  if (!answer) throw new Unavailable(PARTY, `no ${operation} in the answer`);
  const refused = Object.values(answer).find((part) => at(part)?.['ErrorCode'] !== undefined);
  if (refused) throw new Unavailable(PARTY, `error ${JSON.stringify(at(refused)?.['ErrorCode'])}`);
  return answer;
}

function rightIds(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(rightIds);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    name === 'PSRightId' ? [inner].flat().map(String) : rightIds(inner),
  );
}

function at(value: unknown, ...path: string[]): Record<string, unknown> | undefined {
  let here: unknown = value;
  for (const name of path)
    here = typeof here === 'object' && here !== null ? (here as Record<string, unknown>)[name] : undefined;
  return typeof here === 'object' && here !== null ? (here as Record<string, unknown>) : undefined;
}
