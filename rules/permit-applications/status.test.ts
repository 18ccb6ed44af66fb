import { isRefusal } from '../values/refusal.ts';
import {
  actionsOf,
  APPLICATION_STATUSES,
  isClosed,
  mayMove,
  waitsForApplicant,
  type ApplicantAction,
  type ApplicationStatus,
  type Move,
} from './status.ts';

const ALL_MOVES: Move[] = [
  'answer', 'attach', 'detach', 'submit-documents', 'confirm', 'withdraw', 'approve', 'reject', 'reject-new-document', 'ask-documents',
  'pay', 'lapse', 'close',
]; // prettier-ignore

const FILLING: Move[] = ['answer', 'attach', 'detach', 'submit-documents', 'confirm', 'withdraw', 'lapse'];

/** The whole machine; a pair that is not here does not exist. */
const LISTED: [ApplicationStatus, Move[]][] = [
  ['draft', FILLING],
  ['awaiting-documents', FILLING],
  ['awaiting-confirmation', FILLING],
  ['in-review', ['withdraw', 'approve', 'reject', 'reject-new-document', 'ask-documents']],
  ['rejected', ['withdraw', 'close']],
  ['rejected-new-document', ['attach', 'detach', 'submit-documents', 'withdraw', 'lapse']],
  ['documents-approved', ['answer', 'confirm', 'withdraw', 'lapse']],
  ['awaiting-payment', ['withdraw', 'pay', 'lapse']],
  ['issued', []],
  ['withdrawn', []],
  ['lapsed', []],
  ['closed-rejected', []],
];

describe('the moves of an application', () => {
  it('are listed for every status there is', () => {
    expect(LISTED.map(([status]) => status).sort()).toEqual([...APPLICATION_STATUSES].sort());
  });

  it.each(LISTED)('in %s are %j and no others', (status, moves) => {
    expect(ALL_MOVES.filter((move) => mayMove(status, move).outcome === 'allow')).toEqual(
      ALL_MOVES.filter((move) => moves.includes(move)),
    );
  });

  it('name the state when one is refused, so that whoever came second sees what the first one did', () => {
    for (const status of APPLICATION_STATUSES) {
      for (const move of ALL_MOVES) {
        const decision = mayMove(status, move);
        if (!isRefusal(decision)) continue;
        expect(decision).toMatchObject({
          ground: 'move-not-allowed',
          steps: [{ values: { status, move }, remedy: 'look-again' }],
        });
      }
    }
  });

  it('let the applicant withdraw at any time until it is over', () => {
    for (const status of APPLICATION_STATUSES) {
      expect(mayMove(status, 'withdraw').outcome).toBe(isClosed(status) ? 'refuse' : 'allow');
    }
  });

  it('are none once it is over', () => {
    expect(APPLICATION_STATUSES.filter(isClosed)).toEqual(['issued', 'withdrawn', 'lapsed', 'closed-rejected']);
  });

  it('never leave an application waiting for ever: every open one can lapse, be decided or be closed by itself', () => {
    const bySelf: Move[] = ['lapse', 'close', 'approve'];
    for (const status of APPLICATION_STATUSES.filter((open) => !isClosed(open))) {
      expect(bySelf.some((move) => mayMove(status, move).outcome === 'allow')).toBe(true);
    }
  });
});

describe('what an applicant can press', () => {
  it.each<[string, ApplicationStatus, ApplicantAction[]]>([
    ['waiting for payment: to the cart [PORTAL-051]', 'awaiting-payment', ['to-cart', 'withdraw']],
    ['waiting for approval: nothing but withdraw [PORTAL-052]', 'in-review', ['withdraw']],
    ['rejected: nothing but withdraw [PORTAL-053]', 'rejected', ['withdraw']],
    ['rejected, new document: continue [PORTAL-054]', 'rejected-new-document', ['continue', 'withdraw']],
    ['waiting for documents: continue [PORTAL-055]', 'awaiting-documents', ['continue', 'withdraw']],
    ['waiting for the declaration: continue [PORTAL-056]', 'awaiting-confirmation', ['continue', 'withdraw']],
    ['documents approved: continue [PORTAL-057]', 'documents-approved', ['continue', 'withdraw']],
    ['not finished: continue [PORTAL-058]', 'draft', ['continue', 'withdraw']],
    ['valid: nothing', 'issued', []],
    ['withdrawn: nothing', 'withdrawn', []],
    ['lapsed: nothing', 'lapsed', []],
    ['rejected for good: nothing', 'closed-rejected', []],
  ])('%s', (_title, status, actions) => {
    expect(actionsOf(status)).toEqual(actions);
  });

  it('is allowed when it is pressed: no button leads to a refusal', () => {
    const moves: Record<ApplicantAction, Move[]> = {
      continue: ['answer', 'attach', 'confirm'],
      'to-cart': ['pay'],
      withdraw: ['withdraw'],
    };
    for (const status of APPLICATION_STATUSES) {
      for (const action of actionsOf(status)) {
        expect(moves[action].some((move) => mayMove(status, move).outcome === 'allow')).toBe(true);
      }
    }
  });

  it('is counted on the home screen where something is asked of the applicant', () => {
    const counted = APPLICATION_STATUSES.filter(waitsForApplicant);
    expect(counted).toEqual(APPLICATION_STATUSES.filter((status) => actionsOf(status).length > 1));
  });
});
