import { decideClaim, decideVerdictEntry, type Task, type VerdictKind } from './review.ts';

const unclaimed: Task = { status: 'open', claimedBy: null, ownWork: false };
const mine: Task = { status: 'open', claimedBy: 'me', ownWork: false };
const waiting: Task = { ...mine, status: 'waiting' };
const done: Task = { ...mine, status: 'done' };
const approval = { kind: 'approve', ground: null } as const;

describe('taking a case in hand', () => {
  it('is for whoever comes first, and for who has it already', () => {
    expect(decideClaim(unclaimed, 'me').outcome).toBe('allow');
    expect(decideClaim(mine, 'me').outcome).toBe('allow');
    expect(decideClaim({ status: 'waiting', claimedBy: null, ownWork: false }, 'me').outcome).toBe('allow');
  });

  it('is refused when a colleague has it or when it is done', () => {
    expect(decideClaim(mine, 'colleague')).toMatchObject({ ground: 'task-of-someone-else' });
    expect(decideClaim({ status: 'done', claimedBy: null, ownWork: false }, 'me')).toMatchObject({
      ground: 'task-closed',
    });
  });
});

it('a case that somebody filed or helped to file at the counter is for a colleague', () => {
  expect(decideClaim({ ...unclaimed, ownWork: true }, 'me')).toMatchObject({ ground: 'own-work' });
  expect(decideVerdictEntry({ ...mine, ownWork: true }, 'me', approval)).toMatchObject({ ground: 'own-work' });
});

describe('deciding on a case', () => {
  it('is for who has it in hand', () => {
    expect(decideVerdictEntry(mine, 'me', approval).outcome).toBe('allow');
  });

  it.each([
    ['nobody has taken it in hand', unclaimed, 'me', 'task-not-claimed'],
    ['a colleague has it in hand', mine, 'colleague', 'task-of-someone-else'],
    ['it waits for a document', waiting, 'me', 'task-closed'],
    ['it is done', done, 'me', 'task-closed'],
  ])('is refused when %s', (_why, task, staffId, ground) => {
    expect(decideVerdictEntry(task, staffId, approval)).toMatchObject({ outcome: 'refuse', ground });
  });

  it.each<VerdictKind>(['reject', 'reject-new-document', 'ask-documents'])('with %s needs a ground', (kind) => {
    expect(decideVerdictEntry(mine, 'me', { kind, ground: null })).toMatchObject({ ground: 'ground-missing' });
    expect(decideVerdictEntry(mine, 'me', { kind, ground: 'evidence-unreadable' }).outcome).toBe('allow');
  });

  it('with a yes has no ground', () => {
    expect(decideVerdictEntry(mine, 'me', { kind: 'approve', ground: 'not-entitled' })).toMatchObject({
      ground: 'ground-not-needed',
    });
  });
});
