import { data, SECRETS, startFront, type Front } from './testing/front.ts';

const RPV = 'http://rdw.nl/rpv/1.0';

let front: Front;
beforeAll(async () => {
  front = await startFront();
});
beforeEach(() => internal('_reset', {}));
afterAll(() => front.close());

const internal = (path: string, body: object) =>
  fetch(`http://127.0.0.1:${front.sandbox.port}/sandbox/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

interface Message {
  request: string;
  data: string;
  fields: string;
  pin?: string;
  namespace?: string;
}

/** Sends an operation as the schema of the register has it; answers with the elements that came back. */
async function call(operation: string, { request, data, fields, pin = SECRETS.nprPin, namespace = RPV }: Message) {
  const answer = await fetch(`${front.url}/sandbox/npr/registration.svc`, {
    method: 'POST',
    headers: { 'content-type': 'text/xml; charset=utf-8', soapaction: `"${RPV}/IRegistration/${operation}"` },
    body: `<?xml version="1.0" encoding="utf-8"?>
      <s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" xmlns:a="http://www.w3.org/2005/08/addressing" xmlns:r="${namespace}">
        <s:Header>
          <a:Action s:mustUnderstand="1">${RPV}/IRegistration/${operation}</a:Action>
          <a:MessageID>urn:uuid:1</a:MessageID>
          <r:PIN>${pin}</r:PIN>
        </s:Header>
        <s:Body><r:${request}><r:${data}>${fields.replace(/<(\/?)(\w)/g, '<$1r:$2')}</r:${data}></r:${request}></s:Body>
      </s:Envelope>`,
  });
  const xml = await answer.text();
  const value = (name: string) => new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1];
  return { status: answer.status, xml, value };
}

const enroll = (fields: string, more: Partial<Message> = {}) =>
  call('EnrollPSRight', { request: 'PSRightEnrollRequest', data: 'PSRightEnrollRequestData', fields, ...more });

const revoke = (id: string, end: string) =>
  call('RevokePSRight', {
    request: 'PSRightRevokeRequest',
    data: 'PSRightRevokeRequestData',
    fields: `<PSRightId>${id}</PSRightId><EndTimePSRight>${end}</EndTimePSRight>`,
  });

const check = (at: string, areaId = 'B') =>
  call('CheckPSRight', {
    request: 'PSRightCheckRequest',
    data: 'PSRightCheckRequestData',
    fields:
      `<AreaManagerId>9901</AreaManagerId><AreaId>${areaId}</AreaId><UsageId>BEZOEK</UsageId><VehicleId>K51FTN</VehicleId>` +
      `<CountryCodeVehicle>NL</CountryCodeVehicle><CheckTime>${at}</CheckTime><ExtraInfoIndicator>Y</ExtraInfoIndicator>`,
  });

const RIGHT = (reference = 'actie-1', plate = 'K51FTN') =>
  `<VehicleId>${plate}</VehicleId><CountryCodeVehicle>NL</CountryCodeVehicle><AreaManagerId>9901</AreaManagerId><AreaId>B</AreaId>` +
  `<UsageId>BEZOEK</UsageId><StartTimePSright>2026-11-23T10:00:00Z</StartTimePSright>` +
  `<EndTimePSright>2026-11-23T12:00:00Z</EndTimePSright><ReferencePSRight>${reference}</ReferencePSRight>`;

const listed = () => data(fetch(`${front.url}/sandbox/register`));

describe('the national right register', () => {
  it('enrolls a right and tells its number', async () => {
    const { value, xml } = await enroll(RIGHT());
    expect(value('PSRightId')).toMatch(/^\d{10}$/);
    expect(xml).toContain(`<a:Action>${RPV}/IRegistration/EnrollPSRightResponse</a:Action>`);
    expect(xml).toContain('<a:RelatesTo>urn:uuid:1</a:RelatesTo>');
    expect(await listed()).toEqual([
      {
        id: value('PSRightId'),
        reference: 'actie-1',
        areaManagerId: '9901',
        areaId: 'B',
        usageId: 'BEZOEK',
        vehicleId: 'K51FTN',
        countryCode: 'NL',
        start: '2026-11-23T10:00:00.000Z',
        end: '2026-11-23T12:00:00.000Z',
        enrolledAt: expect.any(String),
        revokedAt: null,
      },
    ]);
  });

  it('gives the same number to the same reference, and refuses it for another right', async () => {
    const first = await enroll(RIGHT());
    const second = await enroll(RIGHT());
    expect(second.value('PSRightId')).toBe(first.value('PSRightId'));
    expect((await enroll(RIGHT('actie-1', '4RZ318'))).value('ErrorCode')).toBe('30');
    expect(await listed()).toHaveLength(1);
  });

  it('refuses a wrong PIN with a code, and enrolls nothing', async () => {
    const { status, value } = await enroll(RIGHT(), { pin: '0000' });
    expect([status, value('ErrorCode'), value('ErrorDesc')]).toEqual([200, '10', 'De PIN is onjuist']);
    expect(await listed()).toEqual([]);
  });

  it.each([
    ['a reference of more than 40 characters', RIGHT('x'.repeat(41))],
    ['an area of more than 10 characters', RIGHT().replace('<AreaId>B<', '<AreaId>knutteldorp<')],
    ['fields out of the order of the schema', RIGHT().replace(/(<VehicleId>.*?<\/VehicleId>)(.*)/, '$2$1')],
    ['a moment without time zone', RIGHT().replace('10:00:00Z', '10:00:00')],
    ['a missing plate', RIGHT().replace(/<VehicleId>.*?<\/VehicleId>/, '')],
  ])('refuses %s', async (_what, fields) => {
    expect((await enroll(fields)).value('ErrorCode')).toBe('20');
  });

  it('answers a fault to what is no message of its own', async () => {
    expect((await enroll(RIGHT(), { namespace: 'http://example.org' })).xml).toContain('faultstring');
    const noXml = await fetch(`${front.url}/sandbox/npr/registration.svc`, { method: 'POST', body: 'hello' });
    expect(noXml.status).toBe(500);
  });

  it('checks a right from its start up to, not including, its end, and only in its area', async () => {
    await enroll(RIGHT());
    const answers = await Promise.all(
      ['2026-11-23T09:59:59Z', '2026-11-23T10:00:00Z', '2026-11-23T11:59:59Z', '2026-11-23T12:00:00Z'].map((at) =>
        check(at),
      ),
    );
    expect(answers.map(({ value }) => value('CheckAnswer'))).toEqual(['N', 'Y', 'Y', 'N']);
    expect((await check('2026-11-23T11:00:00Z', 'A')).value('CheckAnswer')).toBe('N');
  });

  it('ends a right when it is revoked, once, however often that is told', async () => {
    const id = (await enroll(RIGHT())).value('PSRightId')!;
    const first = await revoke(id, '2026-11-23T11:00:00Z');
    const again = await revoke(id, '2026-11-23T11:00:00Z');
    expect([first, again].map(({ value }) => value('EndTimePSRightAdjusted'))).toEqual([
      '2026-11-23T11:00:00.000Z',
      '2026-11-23T11:00:00.000Z',
    ]);
    expect((await revoke(id, '2026-11-23T11:30:00Z')).value('ErrorCode')).toBe('41');
    expect((await check('2026-11-23T11:15:00Z')).value('CheckAnswer')).toBe('N');
    expect((await revoke('1', '2026-11-23T11:00:00Z')).value('ErrorCode')).toBe('40');
    expect((await enroll(RIGHT())).value('PSRightId')).toBe(id);
  });

  it('tells what it holds about a vehicle', async () => {
    const id = (await enroll(RIGHT())).value('PSRightId');
    const { value } = await call('RetrieveRightInfo', {
      request: 'RetrieveRightInfoRequest',
      data: 'RightInfoRequestData',
      fields: '<VehicleId>K51FTN</VehicleId><IndicatorTime>2026-11-23T11:00:00Z</IndicatorTime>',
    });
    expect([value('PSRightId'), value('ReferencePSRight')]).toEqual([id, 'actie-1']);
  });

  it('says that it is there', async () => {
    const fields = '<StatusTime>2026-11-23T11:00:00Z</StatusTime><StatusReference>ping</StatusReference>';
    const { value } = await call('StatusRequest', {
      request: 'StatusRequestRequest',
      data: 'StatusRequestRequestData',
      fields,
    });
    expect([value('StatusRPV'), value('StatusReference')]).toEqual(['OK', 'ping']);
  });

  it('forgets the plate thirteen weeks after the end, in business time', async () => {
    await enroll(RIGHT());
    const past = Date.parse('2026-11-23T12:00:00Z') + 91 * 86_400_000 - Date.now();
    await internal('_clock', { offsetMs: past - 60_000 });
    expect(await listed()).toMatchObject([{ vehicleId: 'K51FTN' }]);
    await internal('_clock', { offsetMs: past + 60_000 });
    expect(await listed()).toMatchObject([{ vehicleId: null, reference: 'actie-1' }]);
    await internal('_clock', { offsetMs: 0 });
  });
});
