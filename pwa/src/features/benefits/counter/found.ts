/** What a counter has before it: what the server or the phone by itself says of a voucher, or that it is used. */
import type { components } from '../../../api/schema.d.ts'
import type { Judged } from './judging.ts'

type Schemas = components['schemas']
export type Verdict = Schemas['Verdict']
export type Use = Schemas['CounterUse']
export type Settled = Schemas['SettlementShown']

export type Found =
  /** `token` is empty where the ten characters were typed. */
  | { is: 'told'; verdict: Verdict; token: string }
  | { is: 'judged'; judged: Judged; token: string; id: string }
  /** Neither the server nor the phone can say. */
  | { is: 'unknown'; why: 'https' | 'no_list' }
  /** `later` where it is settled once there is a network. */
  | { is: 'used'; title: string; name: string; later: boolean }
