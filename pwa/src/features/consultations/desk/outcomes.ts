/** What came of an announcement, in plain words: how many, and how many not. */
import { clock, day, dayNumber, number } from '../../../i18n/format.ts'
import { p } from '../../../i18n/offices.ts'
import type { Outcome, Reach, Told } from '../types.ts'

/** Solid is done, dashed is to come; `warn` is what somebody has to do something about. */
export interface Step {
  is: 'done' | 'now' | 'next' | 'warn' | 'off'
  key: 'inbox' | 'push' | 'seen' | 'sms' | 'rung' | 'left'
  title: string
  /** When, where it is one moment. */
  when: string
  words: string[]
}

/** So close to now, nobody waits; the minute that pages are drawn for may be this old too. */
const AT_ONCE_MS = 90_000
type Why = Outcome['failed'][number]['why']
/** For each reason that the server knows, the words for it. */
const WHY = {
  seen: 'why_seen',
  not_wanted: 'why_notWanted',
  signed_out: 'why_signedOut',
  signed_in: 'why_signedIn',
  too_late: 'why_tooLate',
  no_push: 'why_noPush',
  no_phone: 'why_noPhone',
  sms_unavailable: 'why_sms',
  gone: 'why_gone',
  unknown: 'why_gone',
  unsubscribed: 'why_gone',
  keys_unusable: 'why_gone',
  timeout: 'why_late',
  reset: 'why_late',
  unresolved: 'why_late',
  unreachable: 'why_late',
  untrusted: 'why_late',
  host_away: 'why_late',
  host_slow: 'why_late',
  throttled: 'why_late',
  too_early: 'why_late',
  unavailable: 'why_late',
  server_error: 'why_late',
  bad_request: 'why_ours',
  unauthorized: 'why_ours',
  forbidden: 'why_ours',
  refused: 'why_ours',
  too_large: 'why_ours',
  topic: 'why_ours',
  key_unknown: 'why_ours',
  not_sealed: 'why_ours',
  redirect: 'why_ours',
  inside: 'why_ours',
  form: 'why_ours',
  too_long: 'why_ours',
  host: 'why_ours',
} as const satisfies Record<Why, string>

const isLater = (at: string, now: Date) => Date.parse(at) - now.getTime() > AT_ONCE_MS

/** "14:00" today, "11月27日 07:00" else. */
export function momentWords(at: Date, now: Date): string {
  return dayNumber(at) === dayNumber(now) ? clock(at) : `${day(at)} ${clock(at)}`
}

/**
 * "412 人收得到", "其中 96 人手机会响", "12 人 14:00 后才响", "另有 3 台没登录的手机，其中 3 台 14:00 后才响"; of what is sent later
 * "412 人 14:00 收到", and who hears it later still. `again` where people who know of it hear of something new.
 */
export function reachWords(
  { people, pushed, phones, hear }: Reach,
  now: Date,
  sendAt: string | null = null,
  again = false,
): string[] {
  const sent = sendAt && isLater(sendAt, now) ? new Date(sendAt) : null
  const later = hear.filter(({ at }) => isLater(at, sent ?? now))
  const besides = later.find((one) => one.phones > 0)
  const quiet = besides
    ? p('reachPhonesLater', number(besides.phones), momentWords(new Date(besides.at), now))
    : ''
  const first = again ? p('reachAgain', number(people)) : p('reachPeople', number(people))
  return [
    sent ? p('reachPeopleAt', number(people), momentWords(sent, now)) : first,
    ...(people > 0 ? [p(pushed > 0 ? 'reachPushed' : 'reachNobodyPushed', number(pushed))] : []),
    ...later
      .filter(({ number: many }) => many > 0)
      .map(({ at, number: many }) => p('reachLater', number(many), momentWords(new Date(at), now))),
    ...(phones > 0 ? [p('reachPhones', number(phones)) + quiet] : []),
  ]
}

/** What was told, the latest first, then the reminders to come; one that a later one took the place of is no news. */
export function inOrder(told: readonly Told[]): Told[] {
  const isReminder = ({ kind }: Told) => kind.endsWith('_before')
  return [
    ...told.filter((one) => !isReminder(one)),
    ...told.filter((one) => isReminder(one) && one.outcome.cancelledAt === null).reverse(),
  ]
}

/** Whether anything of it is still on its way. */
export function isUnderWay(told: Outcome, now: Date): boolean {
  const { cancelledAt, toldAt, sendAt, waiting: people, phonesWaiting } = told
  return cancelledAt === null && !isLater(sendAt, now) && (toldAt === null || people + phonesWaiting > 0)
}

/** `decided` is how many there were when it was announced, or a second person said yes. */
export function stepsOf(told: Outcome, now: Date, decided: number | null = null): Step[] {
  if (told.cancelledAt) return [off(told)]
  if (!told.toldAt) return [waiting(told, now)]
  return [
    {
      is: 'done',
      key: 'inbox',
      title: p('toldInbox'),
      when: momentWords(new Date(told.toldAt), now),
      words: [
        p('toldInboxMany', number(told.inbox)),
        ...(decided === null || decided === told.inbox
          ? []
          : [p('toldThen', number(decided), number(told.inbox))]),
      ],
    },
    pushed(told, now),
    {
      is: told.seen > 0 ? 'done' : 'next',
      key: 'seen',
      title: p('toldSeen'),
      when: '',
      words: [p('toldSeenMany', number(told.seen), number(told.read))],
    },
    ...(told.messaged > 0 ? [messaged(told)] : []),
    ...(told.rung > 0 ? [rung(told.rung)] : []),
    left(told),
  ]
}

/** Whoever has been told something newer is rung up for that: of what it replaced nobody is left to ring. */
function left({ notReached, replaced, waiting: quiet }: Outcome): Step {
  const key = 'left'
  if (notReached > 0)
    return { is: 'warn', key, title: p('toldLeft'), when: '', words: [p('toldLeftMany', number(notReached))] }
  // Whose phone is still to ring cannot be called reached.
  if (quiet > 0)
    return { is: 'next', key, title: p('toldLeft'), when: '', words: [p('toldLeftYet', number(quiet))] }
  return replaced > 0
    ? { is: 'off', key, title: p('toldNewer'), when: '', words: [p('toldNewerWhere')] }
    : { is: 'done', key, title: p('toldNoneLeft'), when: '', words: [] }
}

function waiting({ sendAt, inbox }: Outcome, now: Date): Step {
  const at = new Date(sendAt)
  return isLater(sendAt, now)
    ? {
        is: 'next',
        key: 'inbox',
        title: p('toldLater'),
        when: momentWords(at, now),
        words: [p('toldLaterWhy')],
      }
    : { is: 'now', key: 'inbox', title: p('toldNow'), when: '', words: [p('toldNowMany', number(inbox))] }
}

function pushed(told: Outcome, now: Date): Step {
  const words = [
    p(told.pushed > 0 ? 'toldPushed' : 'toldNobodyPushed', number(told.pushed)),
    ...(told.phones > 0 ? [p('toldPhones', number(told.phonesPushed), number(told.phones))] : []),
    ...(told.phonesWaiting > 0
      ? [p('toldPhonesWaiting', number(told.phonesWaiting), next(told.phonesNextAt, now))]
      : []),
    ...(told.waiting > 0 ? [p('toldWaiting', number(told.waiting), next(told.nextAt, now))] : []),
    ...failures(told.failed).map(({ words: why, number: many }) => p('toldFailed', number(many), why)),
  ]
  const is =
    told.waiting + told.phonesWaiting > 0 ? 'now' : told.pushed + told.phonesPushed > 0 ? 'done' : 'off'
  return { is, key: 'push', title: p('toldPush'), when: '', words }
}

const next = (at: string | null | undefined, now: Date) => (at ? momentWords(new Date(at), now) : '')

const messaged = (told: Outcome): Step => ({
  is: 'done',
  key: 'sms',
  title: p('toldSms'),
  when: '',
  words: [p('toldSmsMany', number(told.messaged))],
})

const rung = (many: number): Step => ({
  is: 'done',
  key: 'rung',
  title: p('toldRung'),
  when: '',
  words: [p('toldRungMany', number(many))],
})

/** It had too many people by then, or somebody thought better of it. */
const off = ({ outgrown, most }: Outcome): Step => ({
  is: 'off',
  key: 'inbox',
  title: p('toldOff'),
  when: '',
  words: [outgrown ? p('toldOutgrown', number(outgrown), number(most ?? 0)) : p('toldOffWhy')],
})

/** The reasons in a person's words, each with how many it holds for. */
export function failures(failed: Outcome['failed']): { words: string; number: number }[] {
  const found = new Map<string, number>()
  for (const { why, number: many } of failed) {
    const words = whyWords(why)
    found.set(words, (found.get(words) ?? 0) + many)
  }
  return [...found].map(([words, many]) => ({ words, number: many }))
}

/** A newer server may know more reasons than this app. */
export function whyWords(why: string): string {
  return p(Object.hasOwn(WHY, why) ? WHY[why as Why] : 'why_other')
}
