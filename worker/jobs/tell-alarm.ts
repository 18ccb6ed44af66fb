import { alarmNotTold, tellAlarms } from '../../activities/balances/alarm.ts';
import { type Deps } from '../../activities/ports.ts';
import { type Consumer } from '../queues.ts';

/** A balance passed an alarm: its owner hears of it, apart from the booking that did it. */
export const tellAlarm = (deps: Deps): Consumer<'alarms'> => ({
  work: ({ balanceId }) => tellAlarms(deps, balanceId),
  last: ({ balanceId }) => alarmNotTold(deps, balanceId),
});
