/** What was found at the door, apart from the question: reporting brings many words along. */

import type { Visited } from '../../ui/shell.svelte.ts'
import { sayReport } from './reporting.ts'

/** 锁着 goes the way of every report, as of when they set out: a confirmation since then goes before it. */
export async function sayLocked({ id, name, at }: Visited): Promise<void> {
  await sayReport({ id, name }, { kind: 'locked', amenity: null, note: '', photo: null }, at)
}
