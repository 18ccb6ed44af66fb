import { defineSignal, defineUpdate } from '@temporalio/workflow';
import { type Actor } from '../../rules/audit.ts';
import { type BlockGround } from '../../rules/permits/block.ts';
import { type PermitStatus } from '../../rules/permits/status.ts';
import { type Refusal } from '../../rules/values/refusal.ts';

/** An issued permit until it ends or expires (vergunning). */
export const PERMIT = 'permit';

export interface PermitInput {
  permitId: string;
  clockOffsetMs: number;
}

/** Why a permit ends before its last day; the letter gives the sentence. */
export type EndGround = 'by-holder' | 'by-staff' | 'false-statement' | 'moved' | 'vehicle-sold' | 'succeeded';

export type PermitChanged = { outcome: 'changed'; status: PermitStatus } | Refusal;

export const end = defineUpdate<PermitChanged, [{ actor: Actor; ground: EndGround }]>('end');

/** An act of staff, with where the API kept the note that explains it. */
interface StaffAct {
  actor: Extract<Actor, { kind: 'staff' }>;
  inputId: string;
}

/** Held back, and let go again (blokkeren, deblokkeren). */
export const block = defineUpdate<PermitChanged, [StaffAct & { ground: BlockGround }]>('block');
export const unblock = defineUpdate<PermitChanged, [StaffAct]>('unblock');

/** It ends at another moment than before, because it was renewed or its renewal is being decided; the books say when. */
export const termChanged = defineSignal('termChanged');

/** Another plate counts, or one rests while another does: the books say which; they were closed before this was sent. */
export const rightsChanged = defineSignal('rightsChanged');
