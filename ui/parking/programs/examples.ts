/** Refusals a program acts on; those of a rule (409) bring the rule and what would make it pass. */
export const PROBLEMS = [
  { status: 400, code: 'invalid-request' },
  { status: 401, code: 'token-unknown' },
  { status: 403, code: 'token-scope-missing' },
  { status: 403, code: 'not-for-programs' },
  { status: 404, code: 'not-found' },
  { status: 409, code: 'plate-already-parked' },
  { status: 409, code: 'balance-too-small' },
  { status: 409, code: 'too-many-at-once' },
  { status: 409, code: 'already-ended' },
  { status: 429, code: 'too-many-requests' },
  { status: 503, code: 'busy-try-again' },
] as const;

const asking = (origin: string, method: string, path: string, body?: object): string =>
  [
    `curl${method === 'GET' ? '' : ` -X ${method}`} ${origin}${path}`,
    '-H "Authorization: Bearer $TOKEN"',
    ...(body ? ['-H "Content-Type: application/json"', `-d '${JSON.stringify(body)}'`] : []),
  ].join(' \\\n  ');

/** One for each thing people ask of such a program, to copy as it stands. */
export const examplesAt = (origin: string) =>
  [
    { id: 'permits', command: asking(origin, 'GET', '/v1/parking/permits') },
    {
      id: 'start',
      command: asking(origin, 'POST', '/v1/parking/actions', {
        permitId: 'PERMIT_ID',
        plate: 'AB-12-CD',
        country: 'NL',
        endsAt: '2030-01-07T16:00:00Z',
      }),
    },
    { id: 'running', command: asking(origin, 'GET', '/v1/parking/actions?state=running') },
    {
      id: 'extend',
      command: asking(origin, 'PATCH', '/v1/parking/actions/ACTION_ID', { endsAt: '2030-01-07T17:00:00Z' }),
    },
    { id: 'stop', command: asking(origin, 'POST', '/v1/parking/actions/ACTION_ID/_stop') },
    { id: 'favourites', command: asking(origin, 'GET', '/v1/parking/permits/PERMIT_ID/favourites') },
    { id: 'balance', command: asking(origin, 'GET', '/v1/parking/permits/PERMIT_ID/transactions') },
  ] as const;
