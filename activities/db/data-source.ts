import { DataSource, type DataSourceOptions } from 'typeorm';
import * as entities from './entities/all.ts';
import { Foundation1764000000000 } from './migrations/1764000000000-foundation.ts';
import { Parking1764200000000 } from './migrations/1764200000000-parking.ts';
import { ParkingApp1764300000000 } from './migrations/1764300000000-parking-app.ts';
import { RestingPlates1764310000000 } from './migrations/1764310000000-resting-plates.ts';
import { EnrolledUntil1764320000000 } from './migrations/1764320000000-enrolled-until.ts';
import { CasesOfAPermit1764330000000 } from './migrations/1764330000000-cases-of-a-permit.ts';
import { Renewals1764340000000 } from './migrations/1764340000000-renewals.ts';
import { WaitingLists1764350000000 } from './migrations/1764350000000-waiting-lists.ts';
import { PlateChanges1764360000000 } from './migrations/1764360000000-plate-changes.ts';
import { Refunds1764370000000 } from './migrations/1764370000000-refunds.ts';
import { Passes1764380000000 } from './migrations/1764380000000-passes.ts';
import { PermitLogins1764381000000 } from './migrations/1764381000000-permit-logins.ts';
import { Weekdays1764382000000 } from './migrations/1764382000000-weekdays.ts';
import { Vouchers1764383000000 } from './migrations/1764383000000-vouchers.ts';
import { Turns1764390000000 } from './migrations/1764390000000-turns.ts';
import { DirectDebit1764400000000 } from './migrations/1764400000000-direct-debit.ts';
import { TwoPlacesAndCards1764410000000 } from './migrations/1764410000000-two-places-and-cards.ts';
import { Emission1764411000000 } from './migrations/1764411000000-emission.ts';
import { Successions1764412000000 } from './migrations/1764412000000-successions.ts';
import { LinesOfAHolder1764420000000 } from './migrations/1764420000000-lines-of-a-holder.ts';
import { StreetChecks1764440000000 } from './migrations/1764440000000-street-checks.ts';
import { OfflineChecks1764441000000 } from './migrations/1764441000000-offline-checks.ts';
import { AuditSearch1764450000000 } from './migrations/1764450000000-audit-search.ts';
import { Archive1764451000000 } from './migrations/1764451000000-archive.ts';
import { Counter1764460000000 } from './migrations/1764460000000-counter.ts';
import { SecondLooks1764460100000 } from './migrations/1764460100000-second-looks.ts';
import { Announcements1764460200000 } from './migrations/1764460200000-announcements.ts';
import { Bank1764461000000 } from './migrations/1764461000000-bank.ts';
import { Outages1764470000000 } from './migrations/1764470000000-outages.ts';
import { Relief1764471000000 } from './migrations/1764471000000-relief.ts';
import { Objections1764472000000 } from './migrations/1764472000000-objections.ts';
import { ReleaseDrafts1764480000000 } from './migrations/1764480000000-release-drafts.ts';
import { Simulations1764481000000 } from './migrations/1764481000000-simulations.ts';
import { ProcessSteps1764490000000 } from './migrations/1764490000000-process-steps.ts';
import { IncidentActs1764491000000 } from './migrations/1764491000000-incident-acts.ts';
import { Providers1764500000000 } from './migrations/1764500000000-providers.ts';
import { OutgoingEvents1764501000000 } from './migrations/1764501000000-outgoing-events.ts';
import { PaymentDifferences1764502000000 } from './migrations/1764502000000-payment-differences.ts';
import { CaseRegistrations1764503000000 } from './migrations/1764503000000-case-registrations.ts';
import { PermitBlocks1764510000000 } from './migrations/1764510000000-permit-blocks.ts';
import { Post1764511000000 } from './migrations/1764511000000-post.ts';
import { OwnHands1764512000000 } from './migrations/1764512000000-own-hands.ts';
import { ListOfChecks1764512000001 } from './migrations/1764512000001-list-of-checks.ts';
import { SignOnKeys1764520000000 } from './migrations/1764520000000-sign-on-keys.ts';
import { OnDemand1764530000000 } from './migrations/1764530000000-on-demand.ts';
import { Invoices1764531000000 } from './migrations/1764531000000-invoices.ts';
import { Series1764532000000 } from './migrations/1764532000000-series.ts';
import { OwnData1764540000000 } from './migrations/1764540000000-own-data.ts';
import { FineReports1764550000000 } from './migrations/1764550000000-fine-reports.ts';
import { WrongChecks1764551000000 } from './migrations/1764551000000-wrong-checks.ts';
import { ChecksOfAnArea1764560000000 } from './migrations/1764560000000-checks-of-an-area.ts';
import { Guests1764570000000 } from './migrations/1764570000000-guests.ts';
import { AccountTokens1764580000000 } from './migrations/1764580000000-account-tokens.ts';
import { GrantManagers1764581000000 } from './migrations/1764581000000-grant-managers.ts';
import { BalanceCarries1764582000000 } from './migrations/1764582000000-balance-carries.ts';
import { MisuseHints1764600000000 } from './migrations/1764600000000-misuse-hints.ts';
import { ForgottenStops1764610000000 } from './migrations/1764610000000-forgotten-stops.ts';
import { GrantGuardRails1764611000000 } from './migrations/1764611000000-grant-guard-rails.ts';
import { StreetNotices1764620000000 } from './migrations/1764620000000-street-notices.ts';
import { VisitPlans1764621000000 } from './migrations/1764621000000-visit-plans.ts';
import { LetterReadings1764630000000 } from './migrations/1764630000000-letter-readings.ts';
import { ParkingNotes1764630100000 } from './migrations/1764630100000-parking-notes.ts';
import { MonthlyStatements1764640000000 } from './migrations/1764640000000-monthly-statements.ts';
import { LettersAskedFor1764641000000 } from './migrations/1764641000000-letters-asked-for.ts';
import { OldSystems1764650000000 } from './migrations/1764650000000-old-systems.ts';
import { ChecksByMonth1764661000000 } from './migrations/1764661000000-checks-by-month.ts';
import { MasterKeys1764662000000 } from './migrations/1764662000000-master-keys.ts';

export const migrations = [
  Foundation1764000000000,
  Parking1764200000000,
  ParkingApp1764300000000,
  RestingPlates1764310000000,
  EnrolledUntil1764320000000,
  CasesOfAPermit1764330000000,
  Renewals1764340000000,
  WaitingLists1764350000000,
  PlateChanges1764360000000,
  Refunds1764370000000,
  Passes1764380000000,
  PermitLogins1764381000000,
  Weekdays1764382000000,
  Vouchers1764383000000,
  Turns1764390000000,
  DirectDebit1764400000000,
  TwoPlacesAndCards1764410000000,
  Emission1764411000000,
  Successions1764412000000,
  LinesOfAHolder1764420000000,
  StreetChecks1764440000000,
  OfflineChecks1764441000000,
  AuditSearch1764450000000,
  Archive1764451000000,
  Counter1764460000000,
  SecondLooks1764460100000,
  Announcements1764460200000,
  Bank1764461000000,
  Outages1764470000000,
  Relief1764471000000,
  Objections1764472000000,
  ReleaseDrafts1764480000000,
  Simulations1764481000000,
  ProcessSteps1764490000000,
  IncidentActs1764491000000,
  Providers1764500000000,
  OutgoingEvents1764501000000,
  PaymentDifferences1764502000000,
  CaseRegistrations1764503000000,
  PermitBlocks1764510000000,
  Post1764511000000,
  OwnHands1764512000000,
  ListOfChecks1764512000001,
  SignOnKeys1764520000000,
  OnDemand1764530000000,
  Invoices1764531000000,
  Series1764532000000,
  OwnData1764540000000,
  FineReports1764550000000,
  WrongChecks1764551000000,
  ChecksOfAnArea1764560000000,
  Guests1764570000000,
  AccountTokens1764580000000,
  GrantManagers1764581000000,
  BalanceCarries1764582000000,
  MisuseHints1764600000000,
  ForgottenStops1764610000000,
  GrantGuardRails1764611000000,
  StreetNotices1764620000000,
  VisitPlans1764621000000,
  LetterReadings1764630000000,
  ParkingNotes1764630100000,
  MonthlyStatements1764640000000,
  LettersAskedFor1764641000000,
  OldSystems1764650000000,
  ChecksByMonth1764661000000,
  MasterKeys1764662000000,
];

/** TypeORM's connection, for lists and screens. */
export function openDataSource(url: string, connections = 5): Promise<DataSource> {
  const options: DataSourceOptions = {
    type: 'postgres',
    url,
    entities: Object.values(entities),
    migrations,
    migrationsTableName: 'migration',
    synchronize: false,
    poolSize: connections,
  };
  return new DataSource(options).initialize();
}
