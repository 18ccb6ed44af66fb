import { randomUUID } from 'node:crypto';
import { pino } from 'pino';
import { type Pool } from 'pg';
import { type Actor } from '../../rules/audit.ts';
import { type Address } from '../../rules/municipalities/places.ts';
import { inTransaction } from '../db/transaction.ts';
import { createVault } from '../db/vault.ts';
import { importReleases } from '../municipalities/import.ts';
import { storedReleases } from '../municipalities/releases.ts';
import { createCharge } from '../permit-applications/charge.ts';
import { readDossier, saveDossier } from '../permit-applications/dossier.ts';
import { openApplication } from '../permit-applications/open.ts';
import { claimPlace } from '../permit-applications/places.ts';
import { type Deps, type PaymentProvider, type ProviderPayment } from '../ports.ts';
import { texts, voorbeeld } from './voorbeeld.ts';

export const NOW = '2026-05-01T12:00:00.000Z';
export const ME = { kind: 'holder', id: 'sanne' } as const;
/** Somebody at the counter, who may end what a holder may not. */
export const CLERK: Actor = { kind: 'staff', id: 'clerk', roles: ['clerk'] };

/** What verbs need, on a real database; parties outside are away unless a test gives one. */
export async function depsOn(pool: Pool, more: Partial<Deps> = {}): Promise<Deps> {
  await importReleases(pool, [voorbeeld()], '2026-01-01T00:00:00.000Z');
  const away = new Proxy({}, { get: (_, verb) => () => Promise.reject(new Error(`no test gave ${String(verb)}`)) });
  return {
    pool,
    vault: createVault(Buffer.alloc(32, 7)),
    releases: storedReleases(pool),
    clock: () => NOW,
    log: pino({ level: 'silent' }),
    publicUrl: 'http://localhost',
    mailFrom: 'parkeren@voorbeeldstad.example',
    texts,
    vehicles: away as never, people: away as never, businesses: away as never, payments: away as never, rights: away as never,
    mailer: away as never, scanner: away as never, push: null,
    ...more,
  }; // prettier-ignore
}

/** A resident of zone B. */
export async function resident(pool: Pool): Promise<string> {
  const id = randomUUID();
  await pool.query(
    `INSERT INTO holder (id, municipality_id, kind, subject_type, subject_hash, subject_sealed, name, address, means, email, created_at)
     VALUES ($1, 'voorbeeld', 'person', 'bsn', $2, 'x', 'Sanne de Boer', $3, 'digid', 'sanne@inwoner.example', $4)`,
    [id, Buffer.from(id), JSON.stringify(ADDRESS), NOW],
  );
  return id;
}

const ADDRESS: Address = {
  street: 'Lindestraat',
  houseNumber: 14,
  houseSuffix: '',
  postcode: '4302 SA',
  city: 'Voorbeeldstad',
  country: 'NL',
};

export interface ReadyToPay {
  applicationId: string;
  holderId: string;
  chargeId: string;
}

/** An application for a resident permit that has its place and waits in the cart. */
export async function readyToPay(deps: Deps, holderId: string, cents = 9000): Promise<ReadyToPay> {
  const applicationId = randomUUID();
  const opened = await openApplication(deps, {
    applicationId, municipalityId: 'voorbeeld', holderId, productId: 'resident', actor: ME, at: NOW, key: `open ${applicationId}`,
  }); // prettier-ignore
  if (opened.outcome !== 'changed') throw new Error(JSON.stringify(opened));
  await deps.pool.query(
    `INSERT INTO application_plate (application_id, position, country, plate, display, keeper) VALUES ($1, 1, 'NL', $2, $2, 'own')`,
    [applicationId, applicationId.slice(0, 6).toUpperCase()],
  );
  const chargeId = await inTransaction(deps.pool, async (tx) => {
    const dossier = await readDossier(tx, deps, applicationId, NOW);
    if (!dossier) throw new Error('the application is gone');
    const answers = { ...dossier.answers, areaId: 'B', startsOn: '2026-05-01', periodId: 'P12M' };
    if (!(await claimPlace(tx, deps, { ...dossier, answers }, NOW))) throw new Error('no place left');
    await createCharge(tx, dossier, cents, NOW);
    await saveDossier(tx, dossier, { status: 'awaiting-payment', answers, receivedAt: NOW, declaredAt: NOW }, NOW);
    const { rows } = await tx.query<{ id: string }>('SELECT id FROM charge WHERE application_id = $1', [applicationId]);
    return rows[0]!.id;
  });
  return { applicationId, holderId, chargeId };
}

/** A payment provider whose word a test decides. */
export function providerSaying(word: Partial<ProviderPayment> = {}): PaymentProvider & { word: ProviderPayment } {
  const state: ProviderPayment = {
    id: '',
    status: 'open',
    paidCents: 0,
    chargedBackCents: 0,
    checkoutUrl: 'https://pay.example',
    expiresAt: null,
    ...word,
  };
  return {
    word: state,
    create: (_, key) => Promise.resolve({ ...state, id: `tr_${key}` }),
    read: (id) => Promise.resolve({ ...state, id }),
    since: () => Promise.resolve([]),
    cancel: () => Promise.resolve(true),
    refund: () => Promise.resolve({ refundId: 're_1' }),
    refundState: () => Promise.resolve('under-way'),
    mandate: (_, key) => Promise.resolve({ customerId: `cst_${key}`, mandateId: `mdt_${key}` }),
    revokeMandate: () => Promise.resolve(),
    debit: (_mandate, _payment, key) => Promise.resolve({ ...state, status: 'pending', id: `tr_${key}` }),
  };
}

/** One number out of a statement, for what a test counts. */
export async function count(pool: Pool, statement: string, values: unknown[] = []): Promise<number> {
  const { rows } = await pool.query<{ count: string }>(`SELECT count(*) FROM ${statement}`, values);
  return Number(rows[0]!.count);
}
