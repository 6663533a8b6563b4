import type { zhCNHelping } from './zh-CN.helping.ts'
import type { zhCNMore } from './zh-CN.more.ts'
import type { zhCNOffices } from './zh-CN.offices.ts'
import type { zhCNPeople } from './zh-CN.people.ts'
import type { zhCNPlaces } from './zh-CN.places.ts'
import type { zhCN } from './zh-CN.ts'

/** What another language must have: every key of the Chinese source, each taking the same facts. */
export type Same<Source> = {
  [Key in keyof Source]: Source[Key] extends (...facts: infer Facts) => string
    ? (...facts: Facts) => string
    : Source[Key] extends string[]
      ? string[]
      : string
}

export type Language = 'zh-CN' | 'en'
export type First = Same<typeof zhCN>
export type More = Same<typeof zhCNMore>
/** All that is said of accounts and of work, whatever area says it. */
export type Everywhere = Same<typeof zhCNPeople & typeof zhCNHelping & typeof zhCNOffices & typeof zhCNPlaces>

export type FactsOf<Message> = Message extends (...facts: infer Facts) => string ? Facts : []
export type SaidAs<Message> = Message extends string[] ? string[] : string

/** Says a message: a plain one as it stands, one with facts by putting them in. */
export function say<Catalogue, Key extends keyof Catalogue>(
  words: Catalogue,
  key: Key,
  facts: FactsOf<Catalogue[Key]>,
): SaidAs<Catalogue[Key]> {
  const message = words[key] as unknown
  return (typeof message === 'function' ? message(...facts) : message) as SaidAs<Catalogue[Key]>
}
