import { accountRoutes } from './accounts/routes.ts';
import { pushRoutes } from './accounts/push-routes.ts';
import { tokenRoutes } from './accounts/token-routes.ts';
import { announcementRoutes } from './announcements/routes.ts';
import { type Api } from './api.ts';
import { auditRoutes } from './audit/routes.ts';
import { authRoutes } from './auth/routes.ts';
import { differenceRoutes } from './bank/difference-routes.ts';
import { bankRoutes } from './bank/routes.ts';
import { directDebitRoutes } from './direct-debit/routes.ts';
import { enforcementRoutes } from './enforcement/routes.ts';
import { historyRoutes } from './history/routes.ts';
import { type Endpoint } from './http/endpoint.ts';
import { meRoutes } from './me/routes.ts';
import { municipalityRoutes } from './municipalities/routes.ts';
import { guestHostRoutes } from './guests/host-routes.ts';
import { guestRoutes } from './guests/guest-routes.ts';
import { onDemandRoutes } from './on-demand/routes.ts';
import { pastRoutes } from './on-demand/past-routes.ts';
import { seriesRoutes } from './on-demand/series-routes.ts';
import { balanceRoutes } from './parking/balance-routes.ts';
import { favouriteRoutes } from './parking/favourite-routes.ts';
import { plateRoutes } from './parking/plate-routes.ts';
import { grantRoutes } from './parking/grant-routes.ts';
import { staffRoutes } from './parking/staff-routes.ts';
import { linkRoutes } from './parking/link-routes.ts';
import { oldSystemRoutes } from './old-system/routes.ts';
import { outgoingEventRoutes } from './outgoing-events/routes.ts';
import { parkingRoutes } from './parking/routes.ts';
import { actionLinkRoutes } from './parking/action-links.ts';
import { visitRoutes } from './parking/visit-routes.ts';
import { operationRoutes } from './operations/routes.ts';
import { objectionRoutes } from './objections/routes.ts';
import { forgottenStopRoutes } from './forgotten-stops/routes.ts';
import { reliefRoutes } from './outages/relief-routes.ts';
import { outageRoutes } from './outages/routes.ts';
import { passRoutes } from './passes/routes.ts';
import { peopleRoutes } from './people/routes.ts';
import { paymentRoutes } from './payments/routes.ts';
import { applicationRoutes } from './permit-applications/routes.ts';
import { permitLoginRoutes } from './permit-logins/routes.ts';
import { endingRoutes } from './permits/ending.ts';
import { permitRoutes } from './permits/routes.ts';
import { permitStaffRoutes } from './permits/staff-routes.ts';
import { plateChangeRoutes } from './plate-changes/routes.ts';
import { postRoutes } from './post/routes.ts';
import { privacyRoutes } from './privacy/routes.ts';
import { productRoutes } from './products/routes.ts';
import { letterRoutes } from './letters/routes.ts';
import { statementRoutes } from './parking/statement-routes.ts';
import { receiptRoutes } from './receipts/routes.ts';
import { renewalRoutes } from './renewals/routes.ts';
import { errorRateRoutes } from './error-rates/routes.ts';
import { fineReportRoutes } from './fine-reports/routes.ts';
import { fineReportTaskRoutes } from './fine-reports/staff-routes.ts';
import { registerNoticeRoutes } from './register-notices/routes.ts';
import { refundRoutes } from './refunds/routes.ts';
import { releaseRoutes } from './releases/routes.ts';
import { simulationRoutes } from './simulations/routes.ts';
import { reportRoutes } from './reports/routes.ts';
import { reviewRoutes } from './review/routes.ts';
import { sandboxRoutes } from './sandbox/routes.ts';
import { misuseHintRoutes } from './misuse-hints/routes.ts';
import { secondLookRoutes } from './second-looks/routes.ts';
import { householdRoutes } from './sign-on/household-routes.ts';
import { machineRoutes } from './sign-on/machine-routes.ts';
import { signOnRoutes } from './sign-on/routes.ts';
import { streetNoticeRoutes } from './street-notices/routes.ts';
import { statusRoutes } from './status/routes.ts';
import { providerRoutes } from './third-parties/provider-routes.ts';
import { thirdPartyRoutes } from './third-parties/routes.ts';
import { waitlistStaffRoutes } from './waitlist/staff-routes.ts';
import { waitlistRoutes } from './waitlist/routes.ts';
import { webhookRoutes } from './webhooks/routes.ts';

/** Every route there is. They are tried in this order, so what scan cars and the street ask comes first. */
export const endpointsOf = (api: Api): Endpoint[] => [
  ...enforcementRoutes(api),
  ...parkingRoutes(api),
  ...thirdPartyRoutes(api),
  ...statusRoutes(api),
  ...operationRoutes(api),
  ...outageRoutes(api),
  ...reliefRoutes(api),
  ...forgottenStopRoutes(api),
  ...authRoutes(api),
  ...meRoutes(api),
  ...privacyRoutes(api),
  ...accountRoutes(api),
  ...tokenRoutes(api),
  ...municipalityRoutes(api),
  ...postRoutes(api),
  ...productRoutes(api),
  ...applicationRoutes(api),
  ...paymentRoutes(api),
  ...permitRoutes(api),
  ...permitStaffRoutes(api),
  ...signOnRoutes(api),
  ...householdRoutes(api),
  ...machineRoutes(api),
  ...plateChangeRoutes(api),
  ...registerNoticeRoutes(api),
  ...errorRateRoutes(api),
  ...fineReportRoutes(api),
  ...fineReportTaskRoutes(api),
  ...endingRoutes(api),
  ...refundRoutes(api),
  ...directDebitRoutes(api),
  ...passRoutes(api),
  ...permitLoginRoutes(api),
  ...peopleRoutes(api),
  ...plateRoutes(api),
  ...balanceRoutes(api),
  ...onDemandRoutes(api),
  ...pastRoutes(api),
  ...seriesRoutes(api),
  ...favouriteRoutes(api),
  ...visitRoutes(api),
  ...grantRoutes(api),
  ...guestHostRoutes(api),
  ...guestRoutes(api),
  ...staffRoutes(api),
  ...linkRoutes(api),
  ...letterRoutes(api),
  ...statementRoutes(api),
  ...receiptRoutes(api),
  ...objectionRoutes(api),
  ...renewalRoutes(api),
  ...historyRoutes(api),
  ...waitlistRoutes(api),
  ...waitlistStaffRoutes(api),
  ...pushRoutes(api),
  ...actionLinkRoutes(api),
  ...reviewRoutes(api),
  ...secondLookRoutes(api),
  ...misuseHintRoutes(api),
  ...releaseRoutes(api),
  ...simulationRoutes(api),
  ...reportRoutes(api),
  ...bankRoutes(api),
  ...differenceRoutes(api),
  ...announcementRoutes(api),
  ...streetNoticeRoutes(api),
  ...oldSystemRoutes(api),
  ...providerRoutes(api),
  ...outgoingEventRoutes(api),
  ...auditRoutes(api),
  ...webhookRoutes(api),
  ...(api.settings.SANDBOX_URL ? sandboxRoutes(api) : []),
];
