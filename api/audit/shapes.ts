import { z } from 'zod';
import { Day, Id, Instant, page, RuleStep, Text } from '../http/shapes.ts';
import { Declaration } from '../permit-applications/shapes.ts';

export const CaseFilter = z.strictObject({
  limit: z.coerce.number().int().min(1).max(100).default(25),
  cursor: z.string().max(200).optional(),
  /** A case by its number, such as `Z-2304`. */
  number: z.string().trim().min(1).max(20).optional(),
});
export const CaseSummary = z.object({
  id: Id,
  number: z.string(),
  productName: Text,
  areaName: z.string().nullable(),
  status: z.string(),
  openedAt: Instant,
  closedAt: Instant.nullable(),
  /** While staff must decide: by its own standard and by law; the clock stands still while documents are waited for (Awb 4:15). */
  decideBy: z.object({ targetOn: Day, legalOn: Day, waitingSince: Instant.nullable() }).nullable(),
});
export type CaseSummary = z.infer<typeof CaseSummary>;
export const CasePage = page(CaseSummary);
export type CasePage = z.infer<typeof CasePage>;

export const CaseView = CaseSummary.extend({
  release: z.int(),
  /** Whose case it is, by an id alone. */
  personId: Id,
  /** Where the case stands among the steps of its process. */
  process: z.array(
    z.object({ id: z.string(), state: z.enum(['done', 'now', 'later', 'skipped']), at: Instant.nullable() }),
  ),
  permitId: Id.nullable(),
  permitNumber: z.string().nullable(),
  permitInForce: z.boolean(),
  permitPhase: z.enum(['upcoming', 'valid', 'ended', 'expired']).nullable(),
  permitFrom: Instant.nullable(),
  permitUntil: Instant.nullable(),
  /** Since when staff holds it back. */
  permitBlockedAt: Instant.nullable(),
  declaration: Declaration.nullable(),
  /** Every decision with the rules it rested on, as they came out then; the id is the one in the letter and the log. */
  decisions: z.array(
    z.object({
      id: Id,
      by: z.enum(['rule', 'staff']),
      staffName: z.string().nullable(),
      result: z.string(),
      ground: z.string().nullable(),
      note: z.string().nullable(),
      release: z.int(),
      at: Instant,
      steps: z.array(RuleStep),
    }),
  ),
});
export type CaseView = z.infer<typeof CaseView>;

export const TimelineEvent = z.object({
  id: z.string(),
  at: Instant,
  kind: z.string(),
  actor: z.object({
    kind: z.enum(['holder', 'account', 'key', 'staff', 'provider', 'system']),
    name: z.string().nullable(),
  }),
  data: z.record(z.string(), z.unknown()),
  /** What the municipality calls the product or the kind of document the event is about. */
  about: Text.nullable(),
  /** Of a decision: the release it was taken with, and every rule with how it came out. */
  basis: z.object({ release: z.int(), rules: z.array(RuleStep) }).nullable(),
  /** Linked in the municipality's chain: nobody can change it unnoticed. */
  sealed: z.boolean(),
});
export const Timeline = page(TimelineEvent);
export const TimelinePaging = z.strictObject({
  limit: z.coerce.number().int().min(1).max(500).default(500),
  cursor: z.string().max(200).optional(),
});
/** Where a page of events ended: their numbers only go up. */
export const EventNumber = z.tuple([z.string().regex(/^\d{1,18}$/)]);
export type Timeline = z.infer<typeof Timeline>;

/** What the workflow engine recorded, event by event; ids, codes and moments only. */
export const ProcessHistory = z.object({
  processes: z.array(
    z.object({
      workflowId: z.string(),
      kind: z.string(),
      status: z.string(),
      /** The builds of the workers that ran it, as far as the archive knows. */
      builds: z.array(z.string()),
      /** Read from the archive: the engine may have forgotten it. */
      archived: z.boolean(),
      events: z.array(z.object({ id: z.int(), at: Instant, type: z.string(), name: z.string().nullable() })),
    }),
  ),
});
export type ProcessHistory = z.infer<typeof ProcessHistory>;

/** Processes of a case as they are drawn, with where each stands and the way it went. */
export const CaseProcesses = z.object({
  items: z.array(
    z.object({
      kind: z.string(),
      id: Id,
      /** What people call it by. */
      number: z.string().nullable(),
      status: z.string(),
      /** Oldest first; `from` is null where it began. Empty when it went before this was kept. */
      steps: z.array(z.object({ from: z.string().nullable(), status: z.string(), at: Instant })),
    }),
  ),
  /** Of each kind above: places where a case can stand and the ways between, in units of the drawing. */
  drawings: z.array(
    z.object({
      kind: z.string(),
      width: z.number(),
      height: z.number(),
      places: z.array(
        z.object({
          /** Null for the circle a case begins at. */
          status: z.string().nullable(),
          shape: z.enum(['begin', 'person', 'outside', 'end']),
          x: z.number(),
          y: z.number(),
          width: z.number(),
          height: z.number(),
        }),
      ),
      ways: z.array(
        z.object({
          from: z.string().nullable(),
          to: z.string(),
          /** What may lead along it. */
          moves: z.array(z.string()),
          points: z.array(z.object({ x: z.number(), y: z.number() })),
        }),
      ),
    }),
  ),
});
export type CaseProcesses = z.infer<typeof CaseProcesses>;

const Plate = z.string().trim().min(1).max(20);
const Country = z
  .string()
  .regex(/^[A-Z]{1,3}$/, 'a country sign such as NL')
  .default('NL');

/** Cases by what somebody saw in the street: this plate, at this moment. */
export const PlateSearch = z.strictObject({ plate: Plate, country: Country, at: Instant });
export const FoundCase = CaseSummary.extend({
  permitNumber: z.string().nullable(),
  /** What counted for the plate at that moment. */
  rights: z.array(
    z.object({ kind: z.string(), since: Instant, until: Instant, areas: z.array(z.string()), actionId: Id.nullable() }),
  ),
});
export const FoundCases = z.object({
  items: z.array(FoundCase),
  /** What other providers registered for the plate; it belongs to no case of ours. */
  thirdParties: z.array(
    z.object({
      id: Id,
      provider: z.string().nullable(),
      reference: z.string().nullable(),
      since: Instant,
      until: Instant,
      areas: z.array(z.string()),
    }),
  ),
});
export type FoundCases = z.infer<typeof FoundCases>;

export const EventSearch = z.strictObject({
  /** None: of every kind. */
  kinds: z
    .array(z.string().regex(/^[a-z-]{1,60}$/))
    .max(200)
    .default([]),
  /** Only what this member of staff did. */
  staffId: Id.optional(),
  from: Instant.optional(),
  before: Instant.optional(),
  limit: z.int().min(1).max(100).default(25),
  cursor: z.string().max(200).optional(),
});
/** Where a page of found events ended. */
export const EventPlace = z.tuple([Instant, z.string().regex(/^\d{1,18}$/)]);
export const FoundEvent = TimelineEvent.omit({ about: true, basis: true, sealed: true }).extend({
  case: z.object({ id: Id, number: z.string() }).nullable(),
  permitNumber: z.string().nullable(),
});
export const FoundEvents = page(FoundEvent);
export type FoundEvents = z.infer<typeof FoundEvents>;

export const CheckSearch = z.strictObject({
  from: Instant.optional(),
  before: Instant.optional(),
  area: z.string().min(1).max(60).optional(),
  answer: z.enum(['green', 'amber', 'red', 'just-expired']).optional(),
  officerId: Id.optional(),
  limit: z.int().min(1).max(100).default(25),
  cursor: z.string().max(200).optional(),
});
const Verdict = z.enum(['green', 'red', 'amber']);
/** Checks as they were answered, newest first; never whose car it was. */
export const KeptChecks = page(
  z.object({
    id: Id,
    /** When it was asked, and about which moment. */
    at: Instant,
    askedAbout: Instant,
    areaId: z.string(),
    /** Null once its term is over. */
    plate: z.object({ country: z.string(), display: z.string() }).nullable(),
    verdict: Verdict,
    justExpired: z.boolean(),
    /** Null for a scan car or whoever works here no more. */
    officer: z.string().nullable(),
    /** What the device said without connection; null for a check that was asked here. */
    offline: Verdict.nullable(),
  }),
);
export type KeptChecks = z.infer<typeof KeptChecks>;

/** What an auditor asked for: the case replayed and computed again, or the dossier of it. Ready when `doneAt` is there. */
export const CaseCheck = z.object({
  id: Id,
  kind: z.enum(['replay', 'dossier']),
  askedAt: Instant,
  doneAt: Instant.nullable(),
  result: z
    .object({
      /** The version everything was replayed on. */
      version: z.string(),
      processes: z.array(
        z.object({
          workflowId: z.string(),
          kind: z.string(),
          runId: z.string().nullable(),
          /** The builds of the workers that ran it then. */
          builds: z.array(z.string()),
          outcome: z.enum(['same', 'differs', 'not-kept']),
          why: z.string().nullable(),
        }),
      ),
      decisions: z.array(
        z.object({ id: Id, outcome: z.enum(['same', 'differs', 'no-rules']), rules: z.array(z.string()) }),
      ),
    })
    .nullable(),
});
export type CaseCheck = z.infer<typeof CaseCheck>;

/** Who saw a case, and who did something in it; staff by name, others by what they are. */
export const CaseReaders = z.object({
  items: z.array(
    z.object({
      actor: z.object({
        kind: z.enum(['holder', 'account', 'key', 'staff', 'provider', 'system']),
        name: z.string().nullable(),
      }),
      seen: z.int(),
      changed: z.int(),
      firstAt: Instant,
      lastAt: Instant,
    }),
  ),
});
export type CaseReaders = z.infer<typeof CaseReaders>;

/** Who works here, in which roles, and what those allow. */
export const StaffReport = z.object({
  items: z.array(
    z.object({
      id: Id,
      name: z.string(),
      roles: z.array(z.string()),
      permissions: z.array(z.string()),
      lastSignedInAt: Instant,
      casesSeen: z.int(),
      acts: z.int(),
    }),
  ),
});
export type StaffReport = z.infer<typeof StaffReport>;

/** What would a check have answered then? By plate, or by permit or action once plates of that time are erased. */
export const PastQuestion = z
  .strictObject({
    plate: Plate.optional(),
    country: Country,
    permitNumber: z.string().trim().min(1).max(30).optional(),
    actionId: Id.optional(),
    area: z.string().min(1).max(60),
    at: Instant,
    /** With what was known at this moment; the moment itself when absent. */
    knownAt: Instant.optional(),
    /** What would a stay of so long have cost from then? */
    stayMinutes: z.int().min(1).max(1_440).default(60),
  })
  .refine(
    ({ plate, permitNumber, actionId }) => [plate, permitNumber, actionId].filter(Boolean).length === 1,
    'give a plate, a permit number or an action',
  );
const PastVerdict = z.object({
  verdict: z.enum(['green', 'red', 'amber']),
  justExpired: z.boolean(),
  until: Instant.nullable(),
  /** Other plates that counted here and differ by one character. */
  near: z.int(),
});
export const PastAnswer = z.object({
  /** As an officer would have read it then. */
  then: PastVerdict,
  /** With what is known now, such as a stop that was told later. */
  now: PastVerdict,
  rights: z.array(
    z.object({
      id: Id,
      kind: z.string(),
      permitNumber: z.string().nullable(),
      actionId: Id.nullable(),
      since: Instant,
      until: Instant,
      areas: z.array(z.string()),
    }),
  ),
  /** The release in force then, by which the rest was worked out. */
  release: z.int(),
  /** Per use of a parking product of this area. */
  prices: z.array(z.object({ usageId: z.string(), productName: Text, cents: z.int(), paidMinutes: z.int() })),
  /** What could be had in this area by the rules of then. */
  products: z.array(z.object({ id: z.string(), name: Text })),
  /** What officers were told of this plate here within five minutes of that moment, and whether working it out again gives the same. */
  checks: z.array(
    z.object({
      id: Id,
      at: Instant,
      askedAbout: Instant,
      verdict: z.enum(['green', 'red', 'amber']),
      until: Instant.nullable(),
      reproduced: z.boolean(),
      /** What was out at that moment, so that the check is looked at again before anybody is fined for it. */
      outages: z.array(z.string()),
    }),
  ),
  /** Plates of that moment are erased: ask by permit or action. */
  platesErased: z.boolean(),
});
export type PastAnswer = z.infer<typeof PastAnswer>;

/** How long each class of records is kept here (bewaartermijnen). `everywhere`: of no municipality, and the same in all. */
export const RetentionTerms = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      term: z.int(),
      unit: z.enum(['hours', 'days', 'months', 'years']),
      /** What the municipality may choose between; null: it may not. */
      bounds: z.object({ least: z.int(), most: z.int() }).nullable(),
      /** The municipality chose it. */
      own: z.boolean(),
      because: z.string(),
      everywhere: z.boolean(),
    }),
  ),
});
export type RetentionTerms = z.infer<typeof RetentionTerms>;

/** What was erased, newest first: so many of what, up to the moment they were last of use; never whose. */
export const Deletions = page(
  z.object({ id: z.string(), at: Instant, what: z.string(), recordClass: z.string(), count: z.int(), upTo: Instant }),
);
export type Deletions = z.infer<typeof Deletions>;
