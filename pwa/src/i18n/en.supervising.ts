import type { Same } from './catalogue.ts'
import type { zhCNSupervising } from './zh-CN.supervising.ts'

export const enSupervising: Same<typeof zhCNSupervising> = {
  standingTitle: 'Volunteer stars',
  standingStars: (stars) => (stars === 0 ? 'No star yet' : stars === 1 ? '1 star' : `${stars} stars`),
  standingNext: (lacks, stars) => `${lacks} more for ${stars === 1 ? '1 star' : `${stars} stars`}`,
  standingMost: 'The most there are',
  standingVerified: (long) => `${long} verified`,
  standingGood: 'Good record',
  standingGoodSince: (years) => `in the last ${years === 1 ? 'year' : `${years} years`} `,
  standingGoodBody: 'no false hours',
  standingNotGood: (day) => `False hours were found; a good record again from ${day}`,
  standingHow: 'How stars are counted',
  standingAnd: ', ',
  standingWhy:
    'Stars count only hours scanned in and out and verified. They follow the ledger: nobody applies. ',
  standingLadder: (hours) => `One to five stars: ${hours} h. `,
  standingBasisOurs: 'As all over the country (Measures on Volunteer Service Records, 2012 No. 340).',
  standingBasis: (bases) => `By ${bases}.`,

  shareOf: 'Its hours: ',
  shareVerified: (percent) => `${percent}% scanned`,
  shareLate: (percent) => `${percent}% sent later`,
  shareBackfilled: (percent) => `${percent}% claimed`,

  watchWhich: 'Which',
  watchSigns: 'Odd numbers',
  watchSamples: 'Monthly sample',
  watchMay: 'For supervisors and administrators',
  watchMayBody: 'Your account does not hold such a role.',
  watchAbout:
    'Odd numbers of the last 90 days. Odd does not mean false: look, ask, and write down what it was.',
  watchNone: 'Nothing to look into',
  watchNoneBody: 'No odd numbers in the last 90 days.',
  watchLook: 'Looked into, because …',
  watchLookTitle: 'Looked into',
  watchLookAbout: 'Write down what it was. It stays on record, and later supervisors read it.',
  watchLooked: (when) => `Looked into ${when}: `,
  watchSaved: 'Noted',
  watchActivity: 'See the activity',
  sign_left_at_once: 'All left at once',
  sign_ticked_at_once: 'All ticked at once',
  sign_not_near: 'Not nearby',
  sign_one_phone: 'One phone for several',
  sign_unlisted: 'Scanned, but not ticked',
  sign_over_full: 'Longer than the shift',
  sign_backfilled: 'Much was claimed',
  sign_same_two: 'The same two each time',
  sign_one_confirms: 'One person confirms what is late',
  signSays_left_at_once: (people, seconds) =>
    `${people} people scanned out ${seconds === 0 ? 'in the same second' : seconds === 1 ? 'within 1 second' : `within ${seconds} seconds`}.`,
  signSays_ticked_at_once: (people, seconds) =>
    `${people} people were ticked ${seconds === 0 ? 'in the same second' : seconds === 1 ? 'within 1 second' : `within ${seconds} seconds`}.`,
  signSays_not_near: (people, near, far) =>
    `Of ${people} people, the phones of ${near} say they were near, those of ${far} that they were not.`,
  signSays_one_phone: (people, phones) =>
    `${people} people were scanned with ${phones === 1 ? '1 phone' : `${phones} phones`}.`,
  signSays_unlisted: (people, unlisted) =>
    `Of ${people === 1 ? '1 person' : `${people} people`} who came by scan, ${unlisted} ${unlisted === 1 ? 'is' : 'are'} not on the sealed list.`,
  signSays_over_full: (people, minutes, most) =>
    `${people === 1 ? '1 person has' : `${people} people have`} more minutes than the shift: up to ${minutes} of ${most}.`,
  signSays_backfilled: (percent) => `At least ${percent}% of the hours were claimed without scans.`,
  signSays_same_two: (claims, claimed, accepted) =>
    `All ${claims} claims of ${claimed} were accepted by ${accepted} alone.`,
  signSays_one_confirms: (late, stays, minutes, who) =>
    `Of ${late} late stays, ${late === stays ? 'all' : stays} were confirmed by ${who} alone: ${minutes} minutes.`,

  sampleAbout:
    'Some are drawn each month: ring up and ask whether they came. Which ones follows from the next month’s first checkpoint of the ledger: nobody can choose, anybody can draw them again.',
  sampleNone: 'None drawn here yet',
  sampleNoneBody: 'A month is drawn on the first day of the next.',
  sampleCall: 'Show the phone',
  sampleNoPhone: 'No phone',
  sampleGone: 'Closed their account',
  sampleNobody: 'Left no name',
  sample_confirmed: 'Came',
  sample_unconfirmed: 'Says they did not',
  sample_unreached: 'Not reached',
  sampleSaid: (result, when) => `${result}; asked ${when}`,
  sampleAgain: 'Change',
}
