import { XMLParser } from 'fast-xml-parser';
import { Unavailable } from '../ports.ts';
import { everythingSaid, failureOf, startParty, type Party, type Reply } from '../testing/party.ts';
import { rightRegister } from './rights.ts';

let party: Party;
beforeAll(async () => {
  party = await startParty();
});
afterAll(() => party.close());

const register = () => rightRegister({ url: party.url, pin: '1234' });
const right = {
  reference: '7c9e6679-7425-40de-944b-e07fc1f90ae7',
  areaManagerId: '9901',
  areaId: 'VBS_B',
  usageId: 'BEWONERP',
  plate: 'T17KRV',
  country: 'NL',
  from: '2026-11-20T12:00:00.000Z',
  until: '2027-11-19T23:00:00.000Z',
};

const soap = (body: string): Reply => ({
  text: `<?xml version="1.0"?><s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>${body}</s:Body></s:Envelope>`,
});
const enrolled = (id: string) =>
  soap(
    `<r:PSRightEnrollResponse xmlns:r="http://rdw.nl/rpv/1.0"><r:PSRightEnrollResponseData><r:PSRightId>${id}</r:PSRightId></r:PSRightEnrollResponseData></r:PSRightEnrollResponse>`,
  );

/** The request as elements in the order in which they were sent. */
function sent() {
  const { headers, body } = party.asked[0]!;
  const parser = new XMLParser({
    preserveOrder: true,
    removeNSPrefix: true,
    parseTagValue: false,
    ignoreAttributes: false,
  });
  const flat = (nodes: Record<string, unknown>[]): [string, string][] =>
    nodes.flatMap((node) => {
      const [name, inner] = Object.entries(node).find(([key]) => key !== ':@')!;
      if (name === '?xml' || !Array.isArray(inner)) return [];
      const texts = inner as Record<string, unknown>[];
      if (texts.length === 1 && '#text' in texts[0]!) return [[name, String(texts[0]['#text'])]];
      return flat(texts);
    });
  return {
    action: headers['soapaction'],
    type: headers['content-type'],
    fields: flat(parser.parse(body) as Record<string, unknown>[]),
    body,
  };
}

describe('telling the register of a right', () => {
  it('gives back the number it has there', async () => {
    party.replies(enrolled('0000000017'));
    expect(await register().enrol(right)).toEqual({ registerId: '0000000017' });
  });

  it('sends every field in the order of the schema, with PIN and action in the header', async () => {
    party.replies(enrolled('1'));
    await register().enrol(right);
    const { action, type, fields, body } = sent();
    expect(action).toBe('"http://rdw.nl/rpv/1.0/IRegistration/EnrollPSRight"');
    expect(type).toBe('text/xml; charset=utf-8');
    expect(fields).toEqual([
      ['Action', 'http://rdw.nl/rpv/1.0/IRegistration/EnrollPSRight'],
      ['MessageID', expect.stringMatching(/^urn:uuid:[0-9a-f-]{36}$/)],
      ['To', party.url],
      ['PIN', '1234'],
      ['VehicleId', 'T17KRV'],
      ['CountryCodeVehicle', 'NL'],
      ['AreaManagerId', '9901'],
      ['AreaId', 'VBS_B'],
      ['UsageId', 'BEWONERP'],
      ['StartTimePSright', right.from],
      ['EndTimePSright', right.until],
      ['ReferencePSRight', right.reference],
    ]);
    expect(body).toMatch(
      /<PSRightEnrollRequest xmlns="http:\/\/rdw\.nl\/rpv\/1\.0"><PSRightEnrollRequestData><VehicleId>/,
    );
    expect(body.startsWith('<?xml version="1.0" encoding="utf-8"?>')).toBe(true);
  });

  it('keeps what it sends apart from the markup around it', async () => {
    party.replies(enrolled('1'));
    await register().enrol({ ...right, areaId: 'A&<B>' });
    expect(party.asked[0]?.body).toContain('<AreaId>A&amp;&lt;B&gt;</AreaId>');
  });
});

describe('taking a right back', () => {
  it('names the number and the moment', async () => {
    party.replies(
      soap(
        '<PSRightRevokeResponse><PSRightRevokeResponseData><PSRightId>17</PSRightId></PSRightRevokeResponseData></PSRightRevokeResponse>',
      ),
    );
    await register().revoke('17', right.until);
    expect(sent().action).toBe('"http://rdw.nl/rpv/1.0/IRegistration/RevokePSRight"');
    expect(sent().fields.slice(-2)).toEqual([
      ['PSRightId', '17'],
      ['EndTimePSRight', right.until],
    ]);
  });
});

describe('asking what the register holds', () => {
  const held = (inner: string) =>
    soap(
      `<RetrieveRightInfoResponse><RightInfoResponseData>${inner}</RightInfoResponseData></RetrieveRightInfoResponse>`,
    );

  it.each([
    ['no right', '<RightInfoList/>', []],
    ['one right', '<RightInfoList><RightInfo><PSRightId>0017</PSRightId></RightInfo></RightInfoList>', ['0017']],
    [
      'several rights',
      '<RightInfoList><RightInfo><PSRightId>17</PSRightId></RightInfo><RightInfo><PSRightId>18</PSRightId></RightInfo></RightInfoList>',
      ['17', '18'],
    ],
  ])('it may hold %s', async (_what, inner, ids) => {
    party.replies(held(inner));
    expect(await register().held('T17KRV', 'NL', right.from)).toEqual(ids);
    expect(sent().fields.slice(-2)).toEqual([
      ['VehicleId', 'T17KRV'],
      ['IndicatorTime', right.from],
    ]);
  });
});

describe('an answer that cannot be used', () => {
  it.each<[string, Reply]>([
    [
      'an error code',
      soap(
        '<PSRightEnrollResponse><PSRightEnrollResponseError><ErrorCode>20</ErrorCode><ErrorDesc>T17KRV onbekend</ErrorDesc></PSRightEnrollResponseError></PSRightEnrollResponse>',
      ),
    ],
    [
      'a fault',
      {
        status: 500,
        text: '<s:Envelope><s:Body><s:Fault><faultstring>T17KRV</faultstring></s:Fault></s:Body></s:Envelope>',
      },
    ],
    ['a fault with a status that says all is well', soap('<Fault><faultstring>T17KRV</faultstring></Fault>')],
    ['an answer to something else', soap('<PSRightRevokeResponse/>')],
    [
      'no number',
      soap(
        '<PSRightEnrollResponse><PSRightEnrollResponseData><PSRightId/></PSRightEnrollResponseData></PSRightEnrollResponse>',
      ),
    ],
    ['no data', soap('<PSRightEnrollResponse/>')],
    ['a page', { text: '<html><p>T17KRV</html>' }],
    ['broken markup', { text: '<s:Envelope><s:Body T17KRV' }],
    ['nothing', { text: '' }],
    ['half an answer', 'breaks-off'],
  ])('is %s; the plate is not told on', async (_what, reply) => {
    party.replies(reply);
    const error = await failureOf(register().enrol(right));
    expect(error).toBeInstanceOf(Unavailable);
    expect(everythingSaid(error)).not.toContain('T17KRV');
  });
});
