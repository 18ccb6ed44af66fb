import type { BusinessClock } from './clock.ts';
import type { Register, RegisterError, Right } from './right-register.ts';
import { elementsIn, escapeXml, textOf, type Element } from './xml.ts';

export type Operation = 'EnrollPSRight' | 'RevokePSRight' | 'CheckPSRight' | 'RetrieveRightInfo' | 'StatusRequest';

/** The names a message and its parts have in the register's schema, and the answer to its data: elements, or what is wrong. */
export interface Answer {
  request: string;
  data: string;
  response: string;
  result: string;
  error: string;
  to(data: Element): string[] | RegisterError;
}

const text = (length: number) => (value: string) => value.length >= 1 && value.length <= length;
const digits = (length: number) => (value: string) => /^\d+$/.test(value) && value.length <= length;
const moment = (value: string) => /T.*(Z|[+-]\d\d:\d\d)$/.test(value) && !Number.isNaN(Date.parse(value));
const yesNo = (value: string) => /^[YNyn]$/.test(value);
const country = (value: string) => /^[A-Z]{1,3}$/.test(value);
const price = (value: string) => /^\d{1,8}(\.\d{1,2})?$/.test(value);
const anything = () => true;

/** Fields in the order of the schema, which the real register holds on to; `!` marks the ones that must be there. */
const ENROLL = {
  'VehicleId!': text(25),
  CountryCodeVehicle: country,
  'AreaManagerId!': digits(4),
  'AreaId!': text(10),
  'UsageId!': text(10),
  'StartTimePSright!': moment,
  EndTimePSright: moment,
  AmountPSright: price,
  VATPSright: price,
  ReferencePSRight: text(40),
};
const REVOKE = { 'PSRightId!': digits(10), 'EndTimePSRight!': moment };
const CHECK = {
  'AreaManagerId!': digits(4),
  'AreaId!': text(10),
  'UsageId!': text(10),
  'VehicleId!': text(25),
  CountryCodeVehicle: country,
  'CheckTime!': moment,
  ReferenceCheckOrg: text(40),
  'ExtraInfoIndicator!': yesNo,
};
const INFO = { VehicleId: text(25), PSRightId: digits(10), IndicatorTime: moment };
const STATUS = { StatusTime: anything, StatusReference: (value: string) => value.length <= 10 };

export function answersOf(register: Register, clock: BusinessClock): Record<Operation, Answer> {
  return {
    EnrollPSRight: {
      ...named('PSRightEnroll'),
      to(data) {
        const asked = read(data, ENROLL);
        if (!asked) return 'field';
        const right = register.enroll({
          vehicleId: asked.VehicleId!,
          countryCode: asked.CountryCodeVehicle ?? null,
          areaManagerId: asked.AreaManagerId!,
          areaId: asked.AreaId!,
          usageId: asked.UsageId!,
          start: utc(asked.StartTimePSright!),
          end: asked.EndTimePSright ? utc(asked.EndTimePSright) : null,
          reference: asked.ReferencePSRight ?? null,
        });
        if (typeof right === 'string') return right;
        return elements({ PSRightId: right.id, AreaManagerId: right.areaManagerId, AreaId: right.areaId });
      },
    },

    RevokePSRight: {
      ...named('PSRightRevoke'),
      to(data) {
        const asked = read(data, REVOKE);
        if (!asked) return 'field';
        const right = register.revoke(asked.PSRightId!, utc(asked.EndTimePSRight!));
        return typeof right === 'string' ? right : elements({ EndTimePSRightAdjusted: right.end });
      },
    },

    CheckPSRight: {
      ...named('PSRightCheck'),
      to(data) {
        const asked = read(data, CHECK);
        if (!asked) return 'field';
        const hits = register
          .ofVehicle(asked.VehicleId!, utc(asked.CheckTime!))
          .filter(({ areaManagerId, areaId }) => areaManagerId === asked.AreaManagerId && areaId === asked.AreaId)
          .filter(({ usageId }) => usageId === asked.UsageId)
          .filter(({ countryCode }) => !asked.CountryCodeVehicle || countryCode === asked.CountryCodeVehicle);
        const found = elements({ CheckAnswer: hits.length > 0 ? 'Y' : 'N', AreaManagerId: asked.AreaManagerId });
        if (asked.ExtraInfoIndicator!.toUpperCase() !== 'Y') return found;
        return [...found, list('PSRightCheckPSRightList', 'PSRightCheckPSRightData', hits.map(checkedRight))];
      },
    },

    RetrieveRightInfo: {
      request: 'RetrieveRightInfoRequest',
      data: 'RightInfoRequestData',
      response: 'RetrieveRightInfoResponse',
      result: 'PSRightInfoResponseData',
      error: 'RightInfoResponseError',
      to(data) {
        const asked = read(data, INFO);
        if (!asked || (!asked.VehicleId && !asked.PSRightId)) return 'field';
        const at = asked.IndicatorTime && utc(asked.IndicatorTime);
        const one = asked.PSRightId ? register.find(asked.PSRightId) : undefined;
        if (asked.PSRightId && !one) return 'unknown';
        const hits = one ? [one] : register.ofVehicle(asked.VehicleId!, at);
        const about = elements({ VehicleId: asked.VehicleId, IndicatorTime: at });
        return [...about, list('PSRightInfoList', 'PSRightInfoData', hits.map(knownRight))];
      },
    },

    StatusRequest: {
      ...named('StatusRequest'),
      to(data) {
        const asked = read(data, STATUS);
        if (!asked) return 'field';
        const now = clock.now().toISOString();
        return elements({ StatusTime: now, StatusRPV: 'OK', StatusReference: asked.StatusReference });
      },
    },
  };
}

function named(stem: string) {
  return {
    request: `${stem}Request`,
    data: `${stem}RequestData`,
    response: `${stem}Response`,
    result: `${stem}ResponseData`,
    error: `${stem}ResponseError`,
  };
}

/** The fields of a message by name, or undefined when one is missing, unknown, out of order or badly written. */
function read(data: Element, schema: Record<string, (value: string) => boolean>): Record<string, string> | undefined {
  const order = Object.keys(schema);
  const values: Record<string, string> = {};
  let position = -1;
  for (const element of elementsIn(data)) {
    const place = order.findIndex((key) => key.replace('!', '') === element.name);
    if (place <= position || element.namespace !== data.namespace) return undefined;
    position = place;
    const value = textOf(element);
    if (value === '' && isNil(element)) continue;
    if (!schema[order[place]!]!(value)) return undefined;
    values[element.name] = value;
  }
  const complete = order.every((key) => !key.endsWith('!') || values[key.slice(0, -1)] !== undefined);
  return complete ? values : undefined;
}

function isNil({ attributes }: Element): boolean {
  return Object.entries(attributes).some(([name, value]) => name.endsWith(':nil') && value === 'true');
}

function checkedRight({ id, areaId, start, end, reference, usageId }: Right): string[] {
  return elements({
    PSRightId: id,
    AreaId: areaId,
    StartTimePSRight: start,
    EndTimePSRight: end,
    ReferencePSRight: reference,
    UsageId: usageId,
  });
}

function knownRight(right: Right): string[] {
  return elements({
    PSRightId: right.id,
    ReferencePSRight: right.reference,
    CountryCodeVehicle: right.countryCode,
    StartTimePSRight: right.start,
    EndTimePSRight: right.end,
    PSRightAcquirerCode: 'SANDBOX',
    AreaManagerId: right.areaManagerId,
    AreaId: right.areaId,
    UsageId: right.usageId,
    UsageDesc: right.usageId,
    RegistrationTimePSRight: right.enrolledAt,
    RegistrationEndTimePSRight: right.revokedAt,
  });
}

/** What has no value has no element. */
function elements(values: Record<string, string | null | undefined>): string[] {
  return Object.entries(values).flatMap(([name, value]) =>
    value === null || value === undefined ? [] : [`<${name}>${escapeXml(value)}</${name}>`],
  );
}

function list(name: string, item: string, items: string[][]): string {
  return `<${name}>${items.map((parts) => `<${item}>${parts.join('')}</${item}>`).join('')}</${name}>`;
}

const utc = (value: string) => new Date(value).toISOString();
