/** Minutes that no pair of scans proves: claimed with a network or without, through the outbox. */

import { keepWritten } from '../../store/keeping.ts'
import type { Write } from '../../store/outbox.ts'

export const CLAIM = 'service_claim'

/** What is claimed of: as much as the form shows of it. */
export interface Claimed {
  shift: string
  title: string
  startsAt: string
  endsAt: string
}

export interface Said {
  minutes: number
  evidence: string
}

export const keepClaim = ({ shift, title, startsAt, endsAt }: Claimed, said: Said, earlier: Write | null) =>
  keepWritten(earlier, (id) => ({
    id,
    kind: CLAIM,
    about: title,
    path: `/api/service-claims/${id}`,
    body: { shift, ...said },
    of: { shift, startsAt, endsAt },
    editAt: '/me/ledger',
  }))

/** What a claim that waits is of, and what it says. */
export function claimOf({ about, of, body }: Write): { one: Claimed; said: Said } {
  const { shift, ...said } = body as Said & { shift: string }
  const { startsAt = '', endsAt = '' } = (of ?? {}) as Record<string, string>
  return { one: { shift, title: about, startsAt, endsAt }, said }
}
