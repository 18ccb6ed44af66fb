import { z } from 'zod';
import { Id, Instant } from '../http/shapes.ts';

const ChamberNumber = z.string().regex(/^\d{8}$/, 'eight digits, as in the business register');
const BranchNumber = z.string().regex(/^\d{12}$/, 'twelve digits, as in the business register');
const UserName = z.string().trim().min(1).max(40);
const Password = z.string().min(1).max(200);

/** User name and password of a municipality. At the first use, and after a reset, with a password of one's own. */
export const PermitSessionBody = z.strictObject({
  municipality: z.string().min(1).max(60),
  userName: UserName,
  password: Password,
  newPassword: Password.optional(),
});
export const SignedIn = z.object({ signedIn: z.literal(true) });

export const NewLoginBody = z.strictObject({ chamberNumber: ChamberNumber, branchNumber: BranchNumber.optional() });

/** By the number of the business, or by the user name. */
export const FindLoginBody = z
  .strictObject({
    chamberNumber: ChamberNumber.optional(),
    branchNumber: BranchNumber.optional(),
    userName: UserName.optional(),
  })
  .refine(
    (body) => (body.chamberNumber === undefined) !== (body.userName === undefined),
    'give either a number of a business or a user name',
  );
export type FindLoginBody = z.infer<typeof FindLoginBody>;

export const PermitLogin = z.object({
  id: Id,
  userName: z.string(),
  /** The business, as the register names it. */
  name: z.string(),
  issuedAt: Instant,
  /** Nobody has chosen a password of their own since it was given out. */
  mustChange: z.boolean(),
  blockedAt: Instant.nullable(),
});
export type PermitLogin = z.infer<typeof PermitLogin>;

/** The password is told this once. */
export const LoginGiven = z.object({ login: PermitLogin, password: z.string() });
export type LoginGiven = z.infer<typeof LoginGiven>;
