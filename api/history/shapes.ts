import { Day, page } from '../http/shapes.ts';
import { PermitView } from '../permits/shapes.ts';

/** `since`: the day the data of this municipality begin; what ended before is not here (LOKET-008). */
export const History = page(PermitView).extend({ since: Day.nullable() });
