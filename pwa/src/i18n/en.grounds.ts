import type { Ground } from './problems.ts'

const FORMS = {
  council: 'council',
  hearing: 'hearing',
  talk: 'talk',
  courtyard: 'courtyard meeting',
  building: 'building meeting',
} as const

const SET = {
  by: 'who may call it',
  must: 'who must be asked',
  rider_seats: 'the riders’ own seats',
  notice_days: 'how long before people are told',
  quorum: 'how many decide',
  method: 'how it decides',
  show_votes: 'whether it is shown who voted what',
  statements: 'a record has what was said',
  dissent: 'a record has who thought otherwise',
  correction_days: 'for how many workdays a record is put right',
  objection_days: 'for how many workdays it may be objected to',
  record_days: 'within how many workdays a meeting has its record',
  answer_days: 'within how many workdays an objection is answered',
  secret_least: 'how many must vote secretly',
  release_hours: 'until when seats are kept for parties',
  approval_above: 'to how many people one person may announce alone',
  judging_days: 'within how many workdays people say whether it is solved',
} as const

const OURS = {
  late_stays: 'what is late or done again stays so, whoever writes it anew',
  steps: 'one step after the other, none left out or taken back',
  once_each: 'everybody and everything counts once',
  own_office: 'nobody judges their own office',
  of_many: 'what several people want, one does not take back',
  somebody_handles: 'what is handed on has somebody who takes it',
  who_asked_says: 'who asked before it was done says whether it is solved',
  settled_stays: 'what was decided or promised is not moved',
  published_stays: 'what is published stays, until the next version',
  published_first: 'published first, in force later',
  sealed_first: 'the record is sealed first',
  sealed_stays: 'what is sealed stays; what comes later is an annex',
  second_person: 'somebody else looks at what one has written',
  own_guests: 'whom one entered does not count for what one closes or seals',
  own_draft: 'who sent it for approval takes it back',
  voted_again: 'a second vote has a reason, and the record tells both',
  secret_once: 'secretly once on each matter, unless it was void',
  one_at_a_time: 'one at a time',
  told_stays: 'what people were told does not change unsaid',
  told_before: 'people are told before it begins',
  told_at_once: 'who raised it knows at the same time as all',
  own_place: 'one looks after one’s own place',
  of_its_kind: 'who is asked for a party is of that party',
  seats: 'as many people as seats',
  papers_most: 'how many papers a meeting has at most',
  half_by_hand: 'of the seats of a party at most half are kept by hand',
  no_numbers: 'no numbers in what others read',
  who_was_there: 'only those who were there count',
  room_hours: 'half an hour before and after a meeting people sign in',
  every_record: 'every record says who chaired, who wrote it and what came of it',
  votes_shown: 'secret votes are shown to nobody, open ones after the end as the form says',
} as const

export function enGround({ article, rule = '', letter }: Ground): string {
  const told =
    letter ?? (article ? `Article ${article} of Hunan’s draft Provisions on Community Governance` : '')
  const [, form, name = rule] = /^(council|hearing|talk|courtyard|building)_(.+)$/.exec(rule) ?? []
  const what = { ...SET, ...OURS }[
    name.replace(/^(by|must)_.+/, '$1') as keyof typeof SET | keyof typeof OURS
  ]
  const of = what && form ? `the rules of a ${FORMS[form as keyof typeof FORMS]}: ${what}` : what
  const all = [told, of].filter(Boolean).join('; ')
  return all && `By: ${all}.`
}
