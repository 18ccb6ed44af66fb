import { createHmac } from 'node:crypto';
import { data, SECRETS, startFront, type Arrival, type Front } from './testing/front.ts';

let front: Front;
const genuine: boolean[] = [];

/** As the receiver checks it: over the full address and the fields in order of name. */
function isGenuine({ path, headers, body }: Arrival): boolean {
  const fields = [...new URLSearchParams(body)].sort(([a], [b]) => (a < b ? -1 : 1)).flat();
  const expected = createHmac('sha1', SECRETS.twilioAuthToken)
    .update(`${front.url}${path}${fields.join('')}`)
    .digest('base64');
  return headers['x-twilio-signature'] === expected;
}

/** A small parking line: asks for a code, reads the zone back, and hangs up. */
function parkingLine(arrival: Arrival): { status?: number; body?: string } | undefined {
  genuine.push(isGenuine(arrival));
  const fields = new URLSearchParams(arrival.body);
  switch (arrival.path) {
    case '/webhooks/voice':
      return twiml(`
        <Say language="nl-NL">Welkom bij <prosody rate="slow">parkeren</prosody> &amp; meer.</Say>
        <Gather numDigits="4" action="/webhooks/voice/code" timeout="8"><Say language="nl-NL">Toets uw code.</Say></Gather>
        <Say language="nl-NL">Ik hoorde niets.</Say>
        <Redirect>/webhooks/voice/again</Redirect>`);
    case '/webhooks/voice/code':
      return twiml(`
        <Pause length="1"/>
        <Gather input="dtmf speech" finishOnKey="#" action="zone?step=2" language="nl-NL">
          <Say>Code ${fields.get('Digits')}. Welke zone?</Say>
        </Gather>`);
    case '/webhooks/voice/zone?step=2':
      return twiml(`<Say>Zone ${fields.get('SpeechResult') ?? fields.get('Digits')}.</Say><Hangup/><Say>Nooit.</Say>`);
    case '/webhooks/voice/again':
      return twiml('<Reject reason="busy"/>');
    case '/webhooks/sms':
      return twiml(`<Message>Ontvangen: ${fields.get('Body')}</Message><Message><Body>Tot ziens.</Body></Message>`);
    default:
      return { status: 404 };
  }
}

const twiml = (verbs: string) => ({ body: `<?xml version="1.0" encoding="UTF-8"?><Response>${verbs}</Response>` });

const post = async (path: string, body: object) => {
  const answer = await fetch(`${front.url}/sandbox/phone/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return { status: answer.status, call: await data(answer) };
};

const dial = async () => (await post('calls', { from: '+31612345678', to: '+31880000001' })).call;

beforeAll(async () => {
  front = await startFront();
});
beforeEach(() => {
  genuine.length = 0;
  front.answer(parkingLine);
});
afterAll(() => front.close());

describe('the telephone', () => {
  it('plays a whole call with keys and speech, every request signed', async () => {
    const call = await dial();
    expect(call).toMatchObject({
      status: 'in-progress',
      said: ['Welkom bij parkeren & meer.', 'Toets uw code.'],
      awaiting: { input: ['dtmf'], numDigits: 4, timeoutSeconds: 8 },
    });

    const zone = await post(`calls/${call.callSid}`, { digits: '48213' });
    expect(zone.call).toMatchObject({ said: ['Code 4821. Welke zone?'], awaiting: { input: ['dtmf', 'speech'] } });

    const end = await post(`calls/${call.callSid}`, { speech: 'zone B' });
    expect(end.call).toMatchObject({ status: 'completed', said: ['Zone zone B.'], awaiting: null, problem: null });
    expect(genuine).toEqual([true, true, true]);

    const heard = await data(fetch(`${front.url}/sandbox/phone/calls/${call.callSid}`));
    expect(heard.transcript.map(({ who }: { who: string }) => who)).toEqual([
      'system',
      'system',
      'caller',
      'system',
      'caller',
      'system',
    ]);
  });

  it('sends what Twilio sends', async () => {
    const { callSid } = await dial();
    const arrivals = await front.arrivals('/webhooks/voice', 1, undefined);
    const fields = Object.fromEntries(new URLSearchParams(arrivals.at(-1)!.body));
    expect(fields).toMatchObject({
      From: '+31612345678',
      To: '+31880000001',
      CallStatus: 'ringing',
      Direction: 'inbound',
    });
    expect(callSid).toMatch(/^CA[0-9a-f]{32}$/);
  });

  it('ends keys at the finishing key and leaves it out', async () => {
    const { callSid } = await dial();
    await post(`calls/${callSid}`, { digits: '4821' });
    expect((await post(`calls/${callSid}`, { digits: '42#9' })).call.said).toEqual(['Zone 42.']);
  });

  it('goes on after a question when the caller does nothing', async () => {
    const { callSid } = await dial();
    const { call } = await post(`calls/${callSid}`, {});
    expect(call).toMatchObject({ said: ['Ik hoorde niets.'], status: 'busy', awaiting: null });
  });

  it('hangs up, and then takes no more keys', async () => {
    const { callSid } = await dial();
    expect((await post(`calls/${callSid}`, { hangup: true })).call.status).toBe('completed');
    expect((await post(`calls/${callSid}`, { digits: '1' })).status).toBe(422);
    expect((await post('calls/CAunknown', { digits: '1' })).status).toBe(404);
  });

  it('does not take speech where keys are asked for', async () => {
    const { callSid } = await dial();
    expect((await post(`calls/${callSid}`, { speech: 'vier' })).status).toBe(422);
  });

  it.each([
    ['an error', { status: 500 }, 'HTTP 500'],
    ['something that is no TwiML', { body: '<Response><Say>Hallo</Response>' }, expect.any(String)],
    [
      'a verb that is not played here',
      { body: '<Response><Dial>+31880000009</Dial></Response>' },
      expect.stringContaining('Dial'),
    ],
    ['itself for ever', { body: '<Response><Redirect>/webhooks/voice</Redirect></Response>' }, 'too many redirects'],
  ])('apologises and breaks off when the system answers %s', async (_what, answer, problem) => {
    front.answer(() => answer);
    expect(await dial()).toMatchObject({
      status: 'failed',
      said: ['We are sorry, an application error has occurred. Goodbye.'],
      problem,
    });
  });

  it('carries a text message and shows the answers', async () => {
    const { status, call } = await post('messages', { from: '+31612345678', to: '+31880000001', body: 'START B' });
    expect(status).toBe(201);
    expect(call).toMatchObject({ replies: ['Ontvangen: START B', 'Tot ziens.'], problem: null });
    expect(genuine).toEqual([true]);
  });

  it('wants numbers with a country code', async () => {
    expect((await post('calls', { from: '0612345678', to: '+31880000001' })).status).toBe(400);
  });
});
