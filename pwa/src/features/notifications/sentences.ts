/** What a notice says, by its kind and its facts: the server has no words, the phone has them in both languages. */
import { reasonWords } from '../../i18n/causes.ts'
import { type Change, changeWords } from '../../i18n/changes.ts'
import { clock, day, number, weekday } from '../../i18n/format.ts'
import { p } from '../../i18n/people.ts'
import type { Notice } from '../../store/notices.ts'
import { ANSWERS, CASES, COMMITMENTS, CONCERNS, FIELDS, FORMS, MEETINGS, RECORDS, SHIFTS } from './kinds.ts'

export interface Sentences {
  /** What happened, or what is wanted of them. */
  head: string
  /** What it is about in somebody's own words, which stay as they were written. */
  about: string
  /** When and where. */
  where: string
  /** Why, in somebody's own words. */
  reason: string
  /** How it was, and how it is. */
  changes: string[]
}

/** Those whose head wants something that nobody can do once it is over. */
const BEFORE = new Set<string>(['announced', 'changed', 'reminder'])
/** Those whose head says the day. */
const DATED = new Set<string>(['announced', 'reminder'])
/** Those of which nobody goes anywhere any more. */
const PAST = new Set<string>([
  'cancelled',
  'record_open',
  'record_rewritten',
  'record_names_you',
  'record_sealed',
  'remark_taken',
  'remark_left',
  'guest_remark_taken',
  'guest_remark_left',
  'correction_raised',
  'objection_raised',
  'party_off',
  'record_due',
  'objection_overdue',
])
const BENEFITS = {
  'benefit.approval': 'notice_benefit_approval',
  'benefit.approved': 'notice_benefit_approved',
  'benefit.sent_back': 'notice_benefit_sent_back',
  'voucher.void': 'notice_voucher_void',
  'voucher.undone': 'notice_voucher_undone',
  'voucher.undo_asked': 'notice_voucher_undo_asked',
  'voucher.undo_refused': 'notice_voucher_undo_refused',
  'voucher.used': 'notice_voucher_used',
  'voucher.settled': 'notice_voucher_settled',
  'voucher.owed': 'notice_voucher_owed',
  'voucher.paid': 'notice_voucher_paid',
  'voucher.counted': 'notice_voucher_counted',
  'voucher.double': 'notice_voucher_double',
  'voucher.unpaid': 'notice_voucher_unpaid',
  'voucher.gone': 'notice_voucher_gone',
} as const

export function sentencesOf(
  { kind, topic, facts }: Pick<Notice, 'kind' | 'topic' | 'facts'>,
  now = new Date(),
): Sentences {
  const [feature, what] = kind.split('.')
  const meeting = feature === 'consultation' ? MEETINGS.find((known) => known === what) : undefined
  if (meeting) return ofMeeting(meeting, facts, now)
  const shift = feature === 'activity' ? SHIFTS.find((known) => known === what) : undefined
  if (shift) return ofShift(shift, facts)
  const record = feature === 'record' ? RECORDS.find((known) => known === what) : undefined
  if (record) return plain(p(`noticeRecord_${record}`), textOf(facts.title))
  const demand = ofDemand(feature, what, facts)
  if (demand) return demand
  if (Object.hasOwn(BENEFITS, kind)) {
    const head = p(BENEFITS[kind as keyof typeof BENEFITS])
    return { ...plain(head, textOf(facts.title)), reason: textOf(facts.reason) }
  }
  if (kind === 'benefit.lapsing') {
    const on = day(new Date(`${textOf(facts.on)}T00:00:00+08:00`))
    return plain(p('noticeLapsing', number(Math.floor(Number(facts.minutes) / 6) / 10), on))
  }
  const station = textOf(facts.station)
  if (kind === 'report.answered') {
    const answer = ANSWERS.find((known) => known === facts.answer)
    const said = answer ? p(`noticeAnswered_${answer}`) : p('notice_reports')
    return plain(facts.corrected === true ? p('noticeCorrected', said) : said, station)
  }
  if (kind === 'document.revoked')
    return plain(
      p(facts.by === 'corrected' ? 'noticeRevoked_corrected' : 'noticeRevoked_desk'),
      textOf(facts.number),
    )
  if (kind === 'station.doubted') return plain(p('noticeDoubted'), station)
  if (kind === 'station.closed') return plain(p('noticeClosed'), station)
  if (kind === 'station.reopened') return plain(p('noticeReopened'), station)
  return plain(p(`notice_${topic}`))
}

/** What became of something that they asked for, by itself or with others. */
function ofDemand(
  feature: string | undefined,
  what: string | undefined,
  facts: Notice['facts'],
): Sentences | null {
  const step = feature === 'case' ? CASES.find((known) => known === what) : undefined
  // The number is of the desk's: who joined does not learn it.
  const field = FIELDS.find((known) => known === facts.field)
  const about = facts.title || facts.number || (field && p(`noticeField_${field}`))
  const said = p(facts.kind === 'suggestion' ? 'noticeWhat_suggestion' : 'noticeWhat_request')
  if (step) return plain(p(`noticeCase_${step}`, said), textOf(about))
  const promised = feature === 'commitment' ? COMMITMENTS.find((known) => known === what) : undefined
  if (promised) return plain(p(`noticeCommitment_${promised}`), textOf(facts.title))
  const concern = feature === 'concern' ? CONCERNS.find((known) => known === what) : undefined
  return concern ? plain(p(`noticeConcern_${concern}`), textOf(facts.title)) : null
}

function ofMeeting(what: (typeof MEETINGS)[number], facts: Notice['facts'], now: Date): Sentences {
  const form = FORMS.find((known) => known === facts.form)
  const words = form ? p(`noticeForm_${form}`) : p('noticeForm_other')
  const at = new Date(textOf(facts.startsAt))
  const isDated = !Number.isNaN(at.getTime())
  const place = facts.online === true && !facts.place ? p('noticeOnline') : textOf(facts.place)
  const when = isDated ? p('noticeWhen', DATED.has(what) ? '' : day(at), weekday(at), clock(at)) : ''
  const isOver = BEFORE.has(what) && new Date(textOf(facts.endsAt)) <= now
  return {
    head: p(`noticeMeeting_${isOver ? 'over' : what}`, words, isDated ? day(at) : ''),
    about: textOf(facts.title),
    // Of one that is off, or over, when it was is said already.
    where: PAST.has(what) ? '' : [when, place].filter(Boolean).join(p('noticeComma')),
    reason: reasonWords(textOf(facts.reason)),
    changes: changesOf(facts.changes).map(changeWords).filter(Boolean),
  }
}

function ofShift(what: (typeof SHIFTS)[number], facts: Notice['facts']): Sentences {
  const at = new Date(textOf(facts.startsAt))
  const isDated = !Number.isNaN(at.getTime())
  const when = isDated ? p('noticeWhen', DATED.has(what) ? '' : day(at), weekday(at), clock(at)) : ''
  return {
    head: p(`noticeShift_${what}`, isDated ? day(at) : ''),
    about: textOf(facts.title),
    where: what === 'cancelled' ? '' : [when, textOf(facts.place)].filter(Boolean).join(p('noticeComma')),
    reason: textOf(facts.reason),
    changes: [...otherOf(facts), ...changesOf(facts.changes).map(changeWords).filter(Boolean)],
  }
}

/** Of a shift that was moved into another of theirs, the other. */
function otherOf(facts: Notice['facts']): string[] {
  const title = textOf(facts.otherTitle)
  const [starts, ends] = [facts.otherStartsAt, facts.otherEndsAt].map((text) => new Date(textOf(text)))
  if (!(title && starts && ends)) return []
  return [
    p(
      'noticeOverlap',
      title,
      `${p('noticeWhen', day(starts), weekday(starts), clock(starts))}–${clock(ends)}`,
    ),
  ]
}

function changesOf(told: unknown): Change[] {
  const listed: Partial<Change>[] = Array.isArray(told) ? told : []
  return listed.map(({ what, was, now }) => ({ what: textOf(what), was: textOf(was), now: textOf(now) }))
}

const plain = (head: string, about = ''): Sentences => ({ head, about, where: '', reason: '', changes: [] })

const textOf = (fact: unknown): string => (typeof fact === 'string' ? fact : '')
