import { Column, Entity, PrimaryColumn } from 'typeorm';
import { type PermitStatus } from '../../../rules/permits/status.ts';
import { type Cents } from '../../../rules/values/money.ts';
import { type Instant } from '../../../rules/values/moment.ts';
import { moment, wholeNumber } from './columns.ts';

/** An issued product of a holder (vergunning, ontheffing). */
@Entity({ name: 'permit' })
export class Permit {
  @PrimaryColumn('uuid') readonly id!: string;
  @Column('text', { name: 'municipality_id' }) readonly municipalityId!: string;
  @Column('uuid', { name: 'holder_id' }) readonly holderId!: string;
  @Column('uuid', { name: 'application_id' }) readonly applicationId!: string;
  @Column('text') readonly number!: string;
  @Column('text', { name: 'product_id' }) readonly productId!: string;
  @Column('integer') readonly release!: number;
  @Column('text', { name: 'area_id' }) readonly areaId!: string;
  /** Where else it counts. */
  @Column('text', { name: 'more_area_ids', array: true }) readonly moreAreaIds!: string[];
  @Column('text', { name: 'period_id' }) readonly periodId!: string;
  @Column('smallint', { array: true }) readonly weekdays!: number[];
  @Column('bigint', { name: 'price_cents', transformer: wholeNumber }) readonly priceCents!: Cents;
  @Column('text') readonly status!: PermitStatus;
  @Column('timestamptz', { name: 'valid_from', transformer: moment }) readonly validFrom!: Instant;
  @Column('timestamptz', { name: 'valid_until', transformer: moment }) readonly validUntil!: Instant;
  /** Its right runs on until then while its renewal is decided. */
  @Column('timestamptz', { name: 'kept_until', nullable: true, transformer: moment })
  readonly keptUntil!: Instant | null;
  @Column('timestamptz', { name: 'issued_at', transformer: moment }) readonly issuedAt!: Instant;
  @Column('timestamptz', { name: 'ended_at', nullable: true, transformer: moment }) readonly endedAt!: Instant | null;
  @Column('text', { name: 'end_ground', nullable: true }) readonly endGround!: string | null;
}

@Entity({ name: 'permit_plate' })
export class PermitPlate {
  @PrimaryColumn('uuid') readonly id!: string;
  @Column('uuid', { name: 'permit_id' }) readonly permitId!: string;
  @Column('integer') readonly position!: number;
  @Column('text') readonly country!: string;
  @Column('text') readonly plate!: string;
  @Column('text') readonly display!: string;
  @Column('timestamptz', { nullable: true, transformer: moment }) readonly until!: Instant | null;
}

/** What enforcement sees (parkeerrecht). */
@Entity({ name: 'parking_right' })
export class ParkingRight {
  @PrimaryColumn('uuid') readonly id!: string;
  @Column('text', { name: 'municipality_id' }) readonly municipalityId!: string;
  @Column('uuid', { name: 'permit_id', nullable: true }) readonly permitId!: string | null;
  @Column('text') readonly country!: string;
  @Column('text', { nullable: true }) readonly plate!: string | null;
  @Column('text', { array: true }) readonly areas!: string[];
  @Column('text') readonly kind!: 'permit' | 'action' | 'temporary' | 'third-party' | 'provisional';
  @Column('timestamptz', { transformer: moment }) readonly since!: Instant;
  @Column('timestamptz', { transformer: moment }) readonly until!: Instant;
  @Column('boolean') readonly open!: boolean;
  /** Its permit is held back: it does not count. */
  @Column('boolean') readonly withheld!: boolean;
  @Column('timestamptz', { name: 'registered_at', nullable: true, transformer: moment })
  readonly registeredAt!: Instant | null;
}

/** Something to pay: a line in the cart, later on an invoice (factuurregel). */
@Entity({ name: 'charge' })
export class Charge {
  @PrimaryColumn('uuid') readonly id!: string;
  @Column('text', { name: 'municipality_id' }) readonly municipalityId!: string;
  @Column('uuid', { name: 'holder_id' }) readonly holderId!: string;
  @Column('uuid', { name: 'application_id', nullable: true }) readonly applicationId!: string | null;
  @Column('bigint', { transformer: wholeNumber }) readonly cents!: Cents;
  @Column('text') readonly status!: 'open' | 'paid' | 'withdrawn' | 'lapsed';
  @Column('boolean') readonly postponable!: boolean;
  @Column('boolean') readonly selected!: boolean;
  @Column('timestamptz', { name: 'created_at', transformer: moment }) readonly createdAt!: Instant;
}
