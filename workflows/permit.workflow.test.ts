import type { Activities } from '../activities/index.ts';
import { epoch, plusMs } from '../rules/values/moment.ts';
import { block, end, PERMIT, rightsChanged, termChanged, unblock } from './contract/permit.ts';
import { LETTER, rendered } from './contract/letter.ts';
import { RECURRING_JOB } from './contract/jobs.ts';
import { CASES } from './contract/queues.ts';
import { startEngine, type Engine } from './testing/engine.ts';

const DAY = 86_400_000;
const actor = { kind: 'staff', id: 's', roles: ['clerk'] } as const;

let engine: Engine;
let serial = 0;

beforeAll(async () => {
  engine = await startEngine();
}, 120_000);
afterAll(() => engine.stop());

async function permit(days: number, more: Partial<Activities> = {}) {
  const permitId = `permit${++serial}`;
  const rightId = `right${serial}`;
  const validUntil = plusMs(await engine.now(), days * DAY);
  const told: string[] = [];
  let over = false;
  const provided: Partial<Activities> = {
    permitFacts: () =>
      Promise.resolve({
        status: 'issued',
        validUntil,
        toRegister: over ? [] : [rightId],
        toRevoke: over ? [rightId] : [],
      }),
    registerRight: () => {
      told.push('registered');
      return Promise.resolve();
    },
    revokeRight: () => {
      told.push('revoked');
      return Promise.resolve();
    },
    expirePermit: ({ at }) => {
      over = true;
      told.push(`expired ${Math.round((epoch(at) - epoch(validUntil)) / DAY)} days after its end`);
      return Promise.resolve(null);
    },
    endPermit: () => {
      over = true;
      told.push('ended');
      return Promise.resolve({ outcome: 'changed', status: 'ended' });
    },
    closePermit: () => {
      told.push('closed');
      return Promise.resolve();
    },
    ...more,
  };
  engine.provide(permitId, provided);
  engine.provide(rightId, provided);
  const process = await engine.client.workflow.start(PERMIT, {
    workflowId: `test-${permitId}`,
    taskQueue: CASES,
    args: [{ permitId, clockOffsetMs: 0 }],
  });
  return { process, told };
}

describe('a permit', () => {
  it('is made known to the national register, expires at its end and is taken from the register again', async () => {
    const { process, told } = await permit(365);
    await process.result();
    expect(told).toEqual(['registered', 'expired 0 days after its end', 'revoked', 'closed']);
  });

  it('is valid whether or not the register answers, and the register is told later [BEYOND-006]', async () => {
    let tries = 0;
    const { process, told } = await permit(30, {
      registerRight: () => {
        tries += 1;
        if (tries < 5) return Promise.reject(new Error('the register is away'));
        told.push('registered at last');
        return Promise.resolve();
      },
    });
    await process.result();
    expect(told[0]).toBe('registered at last');
  });

  it('ends at once when staff end it, once', async () => {
    const { process, told } = await permit(365);
    await process.executeUpdate(end, { args: [{ actor, ground: 'by-staff' }] });
    await process.result();
    expect(told).toEqual(['registered', 'ended', 'revoked', 'closed']);
    await expect(process.executeUpdate(end, { args: [{ actor, ground: 'by-staff' }] })).rejects.toThrow();
  });
});

describe('a permit that is held back and let go', () => {
  it('is taken from the register, known to it again, and goes on to its end [PEERS-033]', async () => {
    const validUntil = plusMs(await engine.now(), 30 * DAY);
    const rights = { toRegister: [`right${serial + 1}`], toRevoke: [] as string[] };
    let over = false;
    const { process, told } = await permit(30, {
      permitFacts: () =>
        Promise.resolve({ status: 'issued', validUntil, ...(over ? { toRegister: [], toRevoke: ['again'] } : rights) }),
      blockPermit: ({ ground }) => {
        told.push(ground);
        rights.toRevoke = [`right${serial}`];
        return Promise.resolve({ outcome: 'changed', status: 'issued' });
      },
      unblockPermit: () => {
        told.push('let go');
        rights.toRegister = ['again'];
        rights.toRevoke = [];
        return Promise.resolve({ outcome: 'changed', status: 'issued' });
      },
      expirePermit: () => {
        over = true;
        told.push('expired');
        return Promise.resolve(null);
      },
    });
    engine.provide('again', {
      registerRight: () => {
        told.push('registered again');
        return Promise.resolve();
      },
      revokeRight: () => {
        told.push('revoked at its end');
        return Promise.resolve();
      },
    });
    await process.executeUpdate(block, { args: [{ actor, ground: 'block-unpaid', inputId: 'note' }] });
    await engine.sleep('1 day');
    expect(told).toEqual(['registered', 'block-unpaid', 'revoked']);
    await process.executeUpdate(unblock, { args: [{ actor, inputId: 'note' }] });
    await process.result();
    expect(told.slice(3)).toEqual(['let go', 'registered again', 'expired', 'revoked at its end', 'closed']);
  });
});

describe('a permit that is renewed', () => {
  it('goes on to its new end without expiring at the old one, and its new right is made known [PORTAL-086]', async () => {
    let validUntil = plusMs(await engine.now(), 30 * DAY);
    const rights = [`right${serial + 1}`];
    const { process, told } = await permit(30, {
      permitFacts: () => Promise.resolve({ status: 'issued', validUntil, toRegister: rights, toRevoke: [] }),
    });
    engine.provide('next', {
      registerRight: () => {
        told.push('registered the next');
        return Promise.resolve();
      },
    });
    await engine.sleep('20 days');
    validUntil = plusMs(validUntil, 365 * DAY);
    rights.push('next');
    await process.signal(termChanged);
    await engine.sleep('30 days');
    expect(told).toEqual(['registered', 'registered the next']);
    await process.result();
    expect(told).toEqual(['registered', 'registered the next', 'expired 365 days after its end', 'closed']);
  });

  it('while its renewal is decided keeps its right as long as the books say [PEERS-022]', async () => {
    let asked = 0;
    const keptUntil = plusMs(await engine.now(), 60 * DAY);
    const { process, told } = await permit(30, {
      expirePermit: ({ at }) => {
        asked += 1;
        told.push(at < keptUntil ? 'kept' : 'expired');
        return Promise.resolve(at < keptUntil ? { validUntil: keptUntil } : null);
      },
    });
    await process.result();
    expect([asked, told]).toEqual([2, ['registered', 'kept', 'expired', 'closed']]);
  });
});

describe('another plate that counts', () => {
  /** The rights as the books have them; a test changes them and tells the process. */
  async function permitWithRights(more: Partial<Activities> = {}) {
    const permitId = `permit${++serial}`;
    const validUntil = plusMs(await engine.now(), 365 * DAY);
    const books = { open: [`${permitId} A`], known: new Set<string>(), gone: new Set<string>(), over: false };
    const told: string[] = [];
    const all: string[] = [`${permitId} A`];
    const activities: Partial<Activities> = {
      permitFacts: () =>
        Promise.resolve({
          status: books.over ? 'ended' : 'issued',
          validUntil,
          toRegister: books.open.filter((id) => !books.known.has(id)),
          toRevoke: all.filter((id) => !books.open.includes(id) && books.known.has(id) && !books.gone.has(id)),
        }),
      registerRight: ({ rightId }) => {
        books.known.add(rightId);
        told.push(`+${rightId.slice(-1)}`);
        return Promise.resolve();
      },
      revokeRight: ({ rightId }) => {
        books.gone.add(rightId);
        told.push(`-${rightId.slice(-1)}`);
        return Promise.resolve();
      },
      endPermit: () => {
        books.over = true;
        books.open = [];
        return Promise.resolve({ outcome: 'changed', status: 'ended' });
      },
      closePermit: () => Promise.resolve(),
      ...more,
    };
    engine.provide(permitId, activities);
    for (const letter of ['A', 'B', 'C']) engine.provide(`${permitId} ${letter}`, activities);
    const process = await engine.client.workflow.start(PERMIT, {
      workflowId: `test-${permitId}`,
      taskQueue: CASES,
      args: [{ permitId, clockOffsetMs: 0 }],
    });
    return {
      process,
      told,
      books,
      counts: async (letter: string) => {
        books.open = [`${permitId} ${letter}`];
        all.push(`${permitId} ${letter}`);
        await process.signal(rightsChanged);
      },
      finish: async () => {
        await process.executeUpdate(end, { args: [{ actor, ground: 'by-staff' }] });
        await process.result();
      },
    };
  }

  it('is made known to the national register before the earlier one is taken from it [2PARK-110, BEYOND-006]', async () => {
    const { told, counts, finish } = await permitWithRights();
    await engine.sleep('1 minute');
    await counts('B');
    await engine.sleep('1 minute');
    await counts('C');
    await engine.sleep('1 minute');
    await finish();
    expect(told).toEqual(['+A', '+B', '-A', '+C', '-B', '-C']);
  });

  it('while the register is away, is told in the end, and nothing stays there that no longer counts', async () => {
    let away = true;
    const told: string[] = [];
    const { counts, books, finish } = await permitWithRights({
      registerRight: ({ rightId }) => {
        if (away) return Promise.reject(new Error('the register is away'));
        books.known.add(rightId);
        told.push(`+${rightId.slice(-1)}`);
        return Promise.resolve();
      },
      revokeRight: ({ rightId }) => {
        books.gone.add(rightId);
        told.push(`-${rightId.slice(-1)}`);
        return Promise.resolve();
      },
    });
    await engine.sleep('10 seconds');
    await counts('B');
    await counts('C');
    await engine.sleep('1 minute');
    away = false;
    await engine.sleep('1 hour');
    expect([...books.known].filter((id) => !books.gone.has(id)).map((id) => id.slice(-1))).toEqual(['C']);
    await finish();
    expect([...books.known].every((id) => books.gone.has(id))).toBe(true);
  });
});

describe('a letter', () => {
  it('is asked for again when the queue lost it, and is done when it is kept', async () => {
    const letterId = `letter${++serial}`;
    let asked = 0;
    let closed = false;
    engine.provide(letterId, {
      requestRendering: () => {
        asked += 1;
        return Promise.resolve();
      },
      closeLetter: () => {
        closed = true;
        return Promise.resolve();
      },
    });
    const process = await engine.client.workflow.start(LETTER, {
      workflowId: `test-${letterId}`,
      taskQueue: CASES,
      args: [{ letterId }],
    });
    await engine.sleep('25 minutes');
    await process.signal(rendered);
    await process.result();
    expect({ asked, closed }).toEqual({ asked: 3, closed: true });
  });
});

describe('a recurring job', () => {
  it('runs every quarter of an hour, for ever', async () => {
    let planned = 0;
    let runs = 0;
    engine.provide('reconciliation', {
      planJob: () => {
        planned += 1;
        return Promise.resolve();
      },
      runJob: () => {
        runs += 1;
        return Promise.resolve();
      },
    });
    const process = await engine.client.workflow.start(RECURRING_JOB, {
      workflowId: 'test-job',
      taskQueue: CASES,
      args: [{ job: 'reconciliation', everyMinutes: 15, clockOffsetMs: 0 }],
    });
    await engine.sleep('61 minutes');
    expect(runs).toBe(4);
    expect(planned).toBe(5);
    await process.terminate();
  });
});
