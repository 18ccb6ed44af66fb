import { Column, Entity, PrimaryColumn } from 'typeorm';
import { type Deadline } from '../../../rules/permit-applications/deadlines.ts';
import { type ApplicationStatus } from '../../../rules/permit-applications/status.ts';
import { type CivilDate } from '../../../rules/values/civil-day.ts';
import { type Instant } from '../../../rules/values/moment.ts';
import { type RuleStep } from '../../../rules/values/refusal.ts';
import { type Keeper } from '../../../rules/vehicles.ts';
import { moment } from './columns.ts';

/** A permit application (aanvraag). For lists and screens; the verbs in `activities/permit-applications/` write. */
@Entity({ name: 'application' })
export class Application {
  @PrimaryColumn('uuid') readonly id!: string;
  @Column('text', { name: 'municipality_id' }) readonly municipalityId!: string;
  @Column('uuid', { name: 'holder_id' }) readonly holderId!: string;
  @Column('text') readonly number!: string;
  @Column('text', { name: 'product_id' }) readonly productId!: string;
  @Column('integer') readonly release!: number;
  @Column('text') readonly status!: ApplicationStatus;
  @Column('timestamptz', { name: 'status_since', transformer: moment }) readonly statusSince!: Instant;
  @Column('text', { name: 'area_id', nullable: true }) readonly areaId!: string | null;
  @Column('date', { name: 'starts_on', nullable: true }) readonly startsOn!: CivilDate | null;
  @Column('text', { name: 'period_id', nullable: true }) readonly periodId!: string | null;
  @Column('smallint', { array: true }) readonly weekdays!: number[];
  @Column('integer', { nullable: true }) readonly amount!: number | null;
  @Column('boolean', { name: 'plates_confirmed' }) readonly platesConfirmed!: boolean;
  @Column('boolean', { name: 'documents_confirmed' }) readonly documentsConfirmed!: boolean;
  @Column('jsonb') readonly questions!: Record<string, string>;
  @Column('timestamptz', { name: 'declared_at', nullable: true, transformer: moment })
  readonly declaredAt!: Instant | null;
  @Column('text', { name: 'declaration_version', nullable: true }) readonly declarationVersion!: string | null;
  @Column('text', { name: 'declaration_language', nullable: true }) readonly declarationLanguage!: string | null;
  @Column('timestamptz', { name: 'approved_at', nullable: true, transformer: moment })
  readonly approvedAt!: Instant | null;
  @Column('timestamptz', { name: 'received_at', nullable: true, transformer: moment })
  readonly receivedAt!: Instant | null;
  @Column('timestamptz', { name: 'paused_since', nullable: true, transformer: moment })
  readonly pausedSince!: Instant | null;
  @Column('integer', { name: 'paused_days' }) readonly pausedDays!: number;
  @Column('text', { nullable: true }) readonly ground!: string | null;
  @Column('jsonb') readonly deadlines!: Deadline[];
  @Column('integer') readonly version!: number;
  @Column('timestamptz', { name: 'opened_at', transformer: moment }) readonly openedAt!: Instant;
  @Column('timestamptz', { name: 'closed_at', nullable: true, transformer: moment }) readonly closedAt!: Instant | null;
}

@Entity({ name: 'application_plate' })
export class ApplicationPlate {
  @PrimaryColumn('uuid') readonly id!: string;
  @Column('uuid', { name: 'application_id' }) readonly applicationId!: string;
  @Column('integer') readonly position!: number;
  @Column('text') readonly country!: string;
  @Column('text') readonly plate!: string;
  @Column('text') readonly display!: string;
  @Column('text') readonly keeper!: Keeper;
  @Column('boolean', { name: 'zero_emission', nullable: true }) readonly zeroEmission!: boolean | null;
  @Column('text', { nullable: true }) readonly vehicle!: string | null;
  @Column('text', { nullable: true }) readonly colour!: string | null;
}

/** An upload or a letter; its content lies encrypted in chunks beside it. */
@Entity({ name: 'document' })
export class Document {
  @PrimaryColumn('uuid') readonly id!: string;
  @Column('text', { name: 'municipality_id' }) readonly municipalityId!: string;
  @Column('uuid', { name: 'holder_id' }) readonly holderId!: string;
  @Column('uuid', { name: 'application_id', nullable: true }) readonly applicationId!: string | null;
  @Column('uuid', { name: 'permit_id', nullable: true }) readonly permitId!: string | null;
  @Column('uuid', { name: 'plate_change_id', nullable: true }) readonly plateChangeId!: string | null;
  @Column('uuid', { name: 'fine_report_id', nullable: true }) readonly fineReportId!: string | null;
  @Column('text') readonly origin!: 'upload' | 'letter';
  @Column('text') readonly kind!: string;
  @Column('text', { name: 'requirement_id', nullable: true }) readonly requirementId!: string | null;
  @Column('text', { name: 'file_name' }) readonly fileName!: string;
  @Column('text', { name: 'media_type' }) readonly mediaType!: string;
  @Column('integer') readonly bytes!: number;
  @Column('timestamptz', { name: 'attached_at', nullable: true, transformer: moment })
  readonly attachedAt!: Instant | null;
  @Column('timestamptz', { name: 'superseded_at', nullable: true, transformer: moment })
  readonly supersededAt!: Instant | null;
  @Column('timestamptz', { name: 'removed_at', nullable: true, transformer: moment })
  readonly removedAt!: Instant | null;
  @Column('timestamptz', { name: 'created_at', transformer: moment }) readonly createdAt!: Instant;
}

/** Staff work on one case (taak). */
@Entity({ name: 'task' })
export class Task {
  @PrimaryColumn('uuid') readonly id!: string;
  @Column('text', { name: 'municipality_id' }) readonly municipalityId!: string;
  @Column('uuid', { name: 'application_id', nullable: true }) readonly applicationId!: string | null;
  @Column('uuid', { name: 'plate_change_id', nullable: true }) readonly plateChangeId!: string | null;
  @Column('uuid', { name: 'register_notice_id', nullable: true }) readonly registerNoticeId!: string | null;
  @Column('uuid', { name: 'fine_report_id', nullable: true }) readonly fineReportId!: string | null;
  @Column('text') readonly kind!:
    'review-application' | 'review-plate-change' | 'judge-register-notice' | 'answer-fine-report';
  @Column('text') readonly status!: 'open' | 'waiting' | 'done';
  @Column('uuid', { name: 'claimed_by', nullable: true }) readonly claimedBy!: string | null;
  @Column('date', { name: 'target_on' }) readonly targetOn!: CivilDate;
  @Column('date', { name: 'legal_on' }) readonly legalOn!: CivilDate;
  @Column('text') readonly escalation!: 'none' | 'target' | 'legal';
  @Column('timestamptz', { name: 'opened_at', transformer: moment }) readonly openedAt!: Instant;
  @Column('timestamptz', { name: 'waiting_since', nullable: true, transformer: moment })
  readonly waitingSince!: Instant | null;
  @Column('integer') readonly version!: number;
}

/** A legal outcome with the rules it rests on (besluit); its id is the trace id people can quote. */
@Entity({ name: 'decision' })
export class Decision {
  @PrimaryColumn('uuid') readonly id!: string;
  @Column('uuid', { name: 'application_id', nullable: true }) readonly applicationId!: string | null;
  @Column('uuid', { name: 'plate_change_id', nullable: true }) readonly plateChangeId!: string | null;
  @Column('uuid', { name: 'register_notice_id', nullable: true }) readonly registerNoticeId!: string | null;
  @Column('text', { name: 'decided_by' }) readonly decidedBy!: 'rule' | 'staff';
  @Column('uuid', { name: 'staff_id', nullable: true }) readonly staffId!: string | null;
  @Column('text') readonly result!: string;
  @Column('text', { nullable: true }) readonly ground!: string | null;
  @Column('text', { nullable: true }) readonly note!: string | null;
  @Column('jsonb') readonly steps!: RuleStep[];
  @Column('integer') readonly release!: number;
  @Column('timestamptz', { transformer: moment }) readonly at!: Instant;
}
