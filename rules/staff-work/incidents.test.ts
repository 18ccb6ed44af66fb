import { decideFinish, decideRetry, INCIDENT_KINDS, type IncidentStanding } from './incidents.ts';

const standing = (more: Partial<IncidentStanding> = {}): IncidentStanding => ({
  kind: 'process-missing',
  command: null,
  registeredBefore: false,
  closed: false,
  askedBy: null,
  ...more,
});

describe('what an operator may do about something that went wrong', () => {
  it('trying again is offered where telling the process or the relay can help, and nowhere else', () => {
    const retried = INCIDENT_KINDS.filter((kind) => decideRetry(standing({ kind })).outcome === 'allow');
    expect(retried).toEqual([
      'command-undelivered', 'process-missing', 'process-closed-early', 'process-overdue', 'activity-failing', 'payment-unsettled',
      'right-not-registered', 'letter-not-rendered',
    ]); // prettier-ignore
    const lost = standing({ kind: 'right-not-registered', registeredBefore: true });
    expect(decideRetry(lost)).toMatchObject({ ground: 'incident-not-retried' });
    expect(decideRetry(standing({ kind: 'decision-differs' }))).toMatchObject({ ground: 'incident-not-retried' });
  });

  it('nothing is done about one that is over', () => {
    expect(decideRetry(standing({ closed: true }))).toMatchObject({ ground: 'incident-over' });
    expect(decideFinish(standing({ closed: true }), 's1')).toMatchObject({ ground: 'incident-over' });
  });

  it('it is put aside by one person, unless money is at stake: then a second says so too', () => {
    expect(decideFinish(standing(), 's1')).toEqual({ outcome: 'finish' });
    const money = standing({ kind: 'refund-late' });
    expect(decideFinish(money, 's1')).toEqual({ outcome: 'ask-colleague' });
    expect(decideFinish({ ...money, askedBy: 's1' }, 's1')).toMatchObject({ ground: 'own-work' });
    expect(decideFinish({ ...money, askedBy: 's1' }, 's2')).toEqual({ outcome: 'finish' });
  });

  it('a command that brings money somewhere is never thrown away by one person alone', () => {
    const command = (name: string) => decideFinish(standing({ kind: 'command-undelivered', command: name }), 's1');
    expect(command('renewal-paid')).toEqual({ outcome: 'ask-colleague' });
    expect(command('send-push')).toEqual({ outcome: 'finish' });
  });
});
