import { defineSignal, defineUpdate } from '@temporalio/workflow';
import { type Actor } from '../../rules/audit.ts';
import { type AreaId, type MunicipalityId, type ProductId } from '../../rules/municipalities/names.ts';
import { type Refusal } from '../../rules/values/refusal.ts';
import { type OfferDeadline, type WaitlistStatus } from '../../rules/waitlist.ts';

/** One wish for a full product, from joining the line until it is taken up, let go or over (wachtlijst). */
export const WAITLIST_ENTRY = 'waitlistEntry';

export interface WaitlistEntryInput {
  entryId: string;
  clockOffsetMs: number;
}

export interface WaitlistState {
  status: WaitlistStatus;
  version: number;
  deadlines: OfferDeadline[];
}

export type WaitlistChanged = { outcome: 'changed'; state: WaitlistState } | Refusal;

interface ByActor {
  actor: Actor;
}

export interface Join extends ByActor {
  municipalityId: MunicipalityId;
  holderId: string;
  productId: ProductId;
  areaIds: AreaId[];
}

export interface ChooseLocations extends ByActor {
  areaIds: AreaId[];
}

export interface AcceptOffer extends ByActor {
  /** Under which the application begins: the same when it is asked again. */
  applicationId: string;
}

export const join = defineUpdate<WaitlistChanged, [Join]>('join');
export const chooseLocations = defineUpdate<WaitlistChanged, [ChooseLocations]>('chooseLocations');
export const accept = defineUpdate<WaitlistChanged, [AcceptOffer]>('accept');
export const skip = defineUpdate<WaitlistChanged, [ByActor]>('skip');
export const withdraw = defineUpdate<WaitlistChanged, [ByActor]>('withdraw');

/** It was offered a place, or its product is not issued any more; the books said so before this was sent. */
export const waitlistChanged = defineSignal('waitlistChanged');
