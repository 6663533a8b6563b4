import type { components } from '../../api/schema.d.ts'

type Schemas = components['schemas']

export type Activity = Schemas['ActivityCard']
export type Shift = Schemas['ShiftCard']
export type SignUp = Schemas['SignUpShown']
export type MySignUp = Schemas['MySignUp']
export type SeatLeft = Schemas['SeatLeft']
export type Presence = Schemas['PresenceShown']
export type Standing = Schemas['StandingShown']
export type Claim = Schemas['ServiceClaimShown']
/** A line of an account of minutes, signed: its receipt. */
export type Line = Schemas['SignedReceipt']
