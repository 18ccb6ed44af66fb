import { z } from 'zod';
import { SUBJECTS } from '../../rules/municipalities/differences.ts';
import { RELEASE_STATES } from '../../rules/municipalities/release-state.ts';
import { SAMPLE_STAYS, type SampleStay } from '../../rules/parking/sample-stays.ts';
import { Cents, Day, Id, Instant, MOST, Text } from '../http/shapes.ts';

const Title = z.string().trim().min(1).max(120);
const Article = z.string().trim().min(1).max(200);
const Url = z
  .url({ protocol: /^https?$/ })
  .max(500)
  .nullable();
const Terms = { title: Title, article: Article, articleUrl: Url, validOn: Day.nullable() };

/** `base`: the release it is made of; `restores`: it puts that one back as it was. */
export const NewDraftBody = z.strictObject({ ...Terms, base: z.int().min(1).max(MOST), restores: z.boolean() });
export type NewDraftBody = z.infer<typeof NewDraftBody>;
const Leaf = z.union([z.string().max(2_000), z.number(), z.boolean(), z.null()]);
export const DraftChangeBody = z.strictObject({
  version: z.int().min(1).max(MOST),
  terms: z.strictObject(Terms).optional(),
  values: z
    .array(z.strictObject({ path: z.array(z.string().max(200)).min(1).max(12), value: Leaf }))
    .max(500)
    .optional(),
});
export type DraftChangeBody = z.infer<typeof DraftChangeBody>;
/** The version somebody looked at; left out: whatever it is. */
export const FileQuery = z.strictObject({ version: z.coerce.number().int().min(1).max(MOST).optional() });
export const RejectDraftBody = z.strictObject({ reason: z.string().trim().min(1).max(1_000) });

export const ReleaseItem = z.object({
  number: z.int(),
  state: z.enum(RELEASE_STATES),
  validFrom: Instant,
  /** Null for what came with the program's own files. */
  draftId: Id.nullable(),
  title: z.string().nullable(),
  article: z.string().nullable(),
  articleUrl: z.string().nullable(),
  writtenBy: z.string().nullable(),
  approvedBy: z.string().nullable(),
  /** The release it puts back. */
  restores: z.int().nullable(),
});
export type ReleaseItem = z.infer<typeof ReleaseItem>;

export const DraftItem = z.object({
  id: Id,
  number: z.string(),
  title: z.string(),
  article: z.string(),
  articleUrl: z.string().nullable(),
  validOn: Day.nullable(),
  base: z.int(),
  restores: z.boolean(),
  status: z.enum(['draft', 'submitted', 'approved', 'rejected', 'withdrawn']),
  /** Null: it came with the program's own files. */
  writtenBy: z.string().nullable(),
  writtenAt: Instant,
  ownWork: z.boolean(),
  decidedBy: z.string().nullable(),
  decidedAt: Instant.nullable(),
  reason: z.string().nullable(),
});
export type DraftItem = z.infer<typeof DraftItem>;

export const ReleaseList = z.object({
  releases: z.array(ReleaseItem),
  drafts: z.array(DraftItem),
  /** The day it is, by the municipality's own clocks. */
  today: Day,
});
export type ReleaseList = z.infer<typeof ReleaseList>;

const Place = {
  path: z.array(z.string()),
  subject: z.enum(SUBJECTS),
  name: Text.nullable(),
  areaName: z.string().nullable(),
  field: z.string().nullable(),
  unit: z.enum(['cents', 'euros', 'count', 'days', 'minutes', 'percent', 'yes-no', 'text', 'dates', 'shape']),
  detail: z.string().nullable(),
};
const Shown = z.union([z.string(), z.number(), z.boolean(), z.null()]);
export const ReleaseDifference = z.object({
  ...Place,
  change: z.enum(['changed', 'added', 'removed']),
  before: Shown,
  after: Shown,
});
export type ReleaseDifference = z.infer<typeof ReleaseDifference>;
export const ReleaseValue = z.object({ ...Place, value: Shown, mayBeEmpty: z.boolean() });
export type ReleaseValue = z.infer<typeof ReleaseValue>;

const STAYS = SAMPLE_STAYS.map(({ id }) => id) as [SampleStay, ...SampleStay[]];
export const SampleQuote = z.object({
  areaName: z.string(),
  usage: z.string(),
  stay: z.enum(STAYS),
  on: Day,
  beforeCents: Cents,
  afterCents: Cents,
});
export type SampleQuote = z.infer<typeof SampleQuote>;

/** What would come of it (voorvertoning). */
export const ReleasePreview = z.object({
  /** The release that would hold if it did not come. */
  against: z.int(),
  differences: z.array(ReleaseDifference),
  /** There are more differences than are shown. */
  more: z.int(),
  quotes: z.array(SampleQuote),
  consequences: z.object({
    /** They keep the release they began with. */
    openCases: z.array(z.object({ productName: Text, release: z.int(), count: z.int() })),
    /** More is issued than there may be: nothing is taken away, and nothing new is issued. */
    overCeiling: z.array(z.object({ productName: Text, areaName: z.string(), issued: z.int(), ceiling: z.int() })),
    /** Parking that was planned keeps its price. */
    plannedActions: z.int(),
    /** Planned releases that would never hold. */
    overtaken: z.array(z.int()),
  }),
});
export type ReleasePreview = z.infer<typeof ReleasePreview>;

export const DraftView = z.object({
  ...DraftItem.shape,
  version: z.int(),
  files: z.array(z.object({ name: z.string(), text: z.string() })),
  faults: z.array(z.object({ file: z.string(), line: z.int(), message: z.string() })),
  /** What the form changes; empty where nothing can be changed any more. */
  values: z.array(ReleaseValue),
  /** Null while something is wrong with it. */
  preview: ReleasePreview.nullable(),
});
export type DraftView = z.infer<typeof DraftView>;
