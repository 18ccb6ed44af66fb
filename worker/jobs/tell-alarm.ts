import { alarmNotTold, tellAlarms } from '../../activities/balances/alarm.ts';
import { topUpByItself } from '../../activities/direct-debit/top-up.ts';
import { type Deps } from '../../activities/ports.ts';
import { type Consumer } from '../queues.ts';

/** A balance passed an alarm, or fell below where it is topped up by itself: apart from the booking that did it. */
export const tellAlarm = (deps: Deps): Consumer<'alarms'> => ({
  work: async ({ balanceId }) => {
    await tellAlarms(deps, balanceId);
    await topUpByItself(deps, balanceId);
  },
  last: ({ balanceId }) => alarmNotTold(deps, balanceId),
});
