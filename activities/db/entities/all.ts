export { Application, ApplicationPlate, Decision, Document, Task } from './cases.ts';
export { Charge, ParkingRight, Permit, PermitPlate } from './permits.ts';
