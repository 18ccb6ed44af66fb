import { defineSignal } from '@temporalio/workflow';

/** A letter that is due, until it is rendered and kept (brief). */
export const LETTER = 'letter';

export interface LetterInput {
  letterId: string;
}

export const rendered = defineSignal('rendered');
