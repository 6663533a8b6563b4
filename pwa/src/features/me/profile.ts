/** The profile as it is being written, and what of it is new. */
import type { Found } from '../../api/finding.ts'
import type { components } from '../../api/schema.d.ts'
import type { Me } from '../../store/who.ts'

/** Empty texts are what the person does not say. */
export interface Draft {
  name: string
  occupation: string
  home: string
  homeName: string
  bornOn: string
  /** Never shown again once kept: only a new one is written here. */
  idNumber: string
  clearId: boolean
  language: 'zh-CN' | 'en' | null
  size: 'normal' | 'elder' | null
}

export function draftOf(me: Me): Draft {
  return {
    name: me.name ?? '',
    occupation: me.occupation ?? '',
    home: me.home ?? '',
    homeName: me.homeName ?? '',
    bornOn: me.bornOn ?? '',
    idNumber: '',
    clearId: false,
    language: me.language,
    size: me.size,
  }
}

/** The home that was typed and not chosen: the only one that it can mean, null where it may mean more or none. */
export function onlyMatch(found: Found[]): Found | null {
  const [only] = found
  return only && found.length === 1 ? only : null
}

/** Only what differs from what the server knows; null takes something back. */
export function changesOf(me: Me, draft: Draft): components['schemas']['ProfileChanges'] {
  const said = (text: string) => text.trim() || null
  const idNumber = draft.clearId ? null : (said(draft.idNumber) ?? undefined)
  const wanted = {
    name: said(draft.name),
    occupation: said(draft.occupation),
    home: said(draft.home),
    bornOn: said(draft.bornOn),
    language: draft.language,
    size: draft.size,
  }
  return {
    ...Object.fromEntries(
      Object.entries(wanted).filter(([field, value]) => value !== me[field as keyof typeof wanted]),
    ),
    ...(idNumber !== undefined && { idNumber }),
  }
}
