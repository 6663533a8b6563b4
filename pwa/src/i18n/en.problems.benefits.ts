import type { zhCNBenefitsProblems, zhCNBenefitsReasons } from './zh-CN.problems.benefits.ts'

/** What the refusals about benefits, vouchers and counters say to a person. */
export const enBenefitsProblems: Record<keyof typeof zhCNBenefitsProblems, readonly [string, string]> = {
  benefit_not_found: [
    'There is no such benefit',
    'It may have ended, or another has taken its place: see the benefits.',
  ],
  benefit_unusable: ['Not kept: {reason}', 'Put this right and keep it again; nothing else is lost.'],
  benefit_changed_meanwhile: [
    'Not kept: somebody else has just changed it',
    'What you wrote is still here. Open it again and see what they changed.',
  ],
  benefit_not_draft: [
    'It cannot be changed now',
    'It waits for a yes, or has one. Of what has one, write another version.',
  ],
  benefit_not_waiting: ['Nothing to approve', 'It does not wait. Perhaps somebody else has done it.'],
  benefit_not_approved: [
    'This benefit is not given',
    'It has not been approved yet, has ended, or another has taken its place.',
  ],
  own_benefit: ['Nobody approves what they wrote', 'Ask another convener, supervisor or administrator.'],
  own_provider: [
    'The provider’s own people do not approve it',
    'Nor do those who left within a year. Ask another convener, supervisor or administrator.',
  ],
  others_benefit: [
    'You did not hand it in',
    'Ask whoever wrote it to take it back, or send it back with a reason.',
  ],
  voucher_not_found: ['You have no such voucher', 'See your vouchers.'],
  voucher_id_taken: ['Not taken: this was used for another', 'Go back to the benefits and take it again.'],
  partner_consent_needed: [
    'Not taken: it needs your consent',
    '{name} will see your masked name and whether the voucher is valid, nothing else. Agree, then take it.',
  ],
  not_eligible: ['Not taken: something lacks', 'The benefit’s page says what.'],
  stock_gone: ['Not taken: the last one has just gone', 'Some may come back; look again later.'],
  voucher_unpaid: [
    'Not taken: a voucher that you used comes first',
    '“{title}” was used, and the hours that came back from it are spent. Your next hours pay for it; then take another. If that is wrong, ask the counter.',
  ],
  voucher_in_hand: [
    'Not given back: a counter is looking at it',
    'If it is not used, try again in two minutes.',
  ],
  voucher_over: ['It cannot be given back: it was used, has run out or is void', 'Load your vouchers again.'],
  lock_over: ['Not used: it was looked at too long ago, or has changed since', 'Scan the voucher again.'],
  look_id_taken: ['Not used: this look was for another voucher', 'Scan the voucher again.'],
  own_voucher: [
    'Not used: this voucher is your own',
    'A colleague has to use what is yours, or of somebody for whom you have acted.',
  ],
  use_not_found: ['This use was not found', 'Load today’s list again.'],
  use_not_counted: ['This use does not count any more', 'It was taken back, or never counted.'],
  undo_not_asked: ['Nobody has asked to take this back', 'Load the list again.'],
  own_undo: ['Nobody agrees to what they asked for', 'Ask a colleague, or the county.'],
  undo_refused: [
    'Not taken back: this use still counts',
    'Somebody else has just said no. The reason is in the list of today.',
  ],
  use_ahead: [
    'Not recorded yet: the phone’s clock is ahead',
    'Open the counter with a network: it is told again by our time.',
  ],
  use_behind: [
    'Not recorded yet: the phone’s clock is slow',
    'Open the counter with a network: it is told again by our time.',
  ],
  settlement_id_taken: ['Not recorded: this was used for another', 'Load today’s list again.'],
}

export const enBenefitsReasons: {
  [Code in keyof typeof zhCNBenefitsReasons]: Record<keyof (typeof zhCNBenefitsReasons)[Code], string>
} = {
  benefit_unusable: {
    title: 'its name is empty, or hides something',
    basis: 'its legal basis is empty, or hides something',
    about: 'the text hides something',
    picture: 'the words of the picture are empty, or hide something',
    division: 'there is no such place',
    provider: 'there is no such organisation, it has closed, or it is not the same as before',
    eligibility: 'the least age is above the greatest',
    blackouts: 'a black-out ends before it begins, or is too far away',
  },
}
