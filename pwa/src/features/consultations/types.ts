import type { components } from '../../api/schema.d.ts'

type Schemas = components['schemas']

export type Meeting = Schemas['ConsultationCard']
export type Form = Meeting['form']
export type MyAnswer = Schemas['MyAnswer']
export type Answering = Schemas['Answering']
export type Facts = Schemas['ConsultationFacts']
export type Invited = Schemas['Invited']
export type InvitedLine = Partial<NonNullable<Invited['lines']>[number]>
export type DeskCard = Schemas['DeskCard']
export type OneDesk = Schemas['ConsultationDesk']
export type Doubt = OneDesk['doubts'][number]
export type TimesWanted = Schemas['TimesWanted']
export type TimesTold = Schemas['TimesTold']
export type Reach = Schemas['Reach']
export type Outcome = Schemas['Outcome']
export type Told = Schemas['Told']

export const FORMS = [
  'talk',
  'council',
  'hearing',
  'courtyard',
  'building',
] as const satisfies readonly Form[]

export type FormRules = Schemas['FormRules']
export type Party = Schemas['Party']
export type AgendaItem = Schemas['AgendaItem']

export const PARTIES = [
  'riders',
  'regulator',
  'platform',
  'courier',
  'property',
  'association',
  'street',
  'other',
] as const satisfies readonly Party['kind'][]
export type RecordDesk = Schemas['MeetingRecordDesk']
export type RecordWords = RecordDesk['words']
export type RecordPoll = RecordDesk['polls'][number]
export type RecordItem = NonNullable<RecordWords['items']>[number]
export type Statement = NonNullable<RecordItem['statements']>[number]
export type RecordShown = Schemas['RecordShown']
export type Remark = Schemas['RemarkShown']
export type Annex = Schemas['Annex']
export type Room = Schemas['Room']
export type Poll = Schemas['PollShown']
export type PollsDesk = Schemas['PollsDesk']
export type CharterDesk = Schemas['CharterDesk']
export type CharterCard = Schemas['CharterCard']
export type CharterShown = Schemas['CharterShown']
export type CharterDraft = CharterDesk['drafts'][number]
export type Standing = CharterDesk['published'][number]
export type Article = CharterDraft['articles'][number]
export type Difference = NonNullable<CharterDraft['differences']>[number]
export type Seats = Schemas['Seats']
export type RoomCode = Schemas['RoomCode']
export type Guest = Schemas['Guest']
export type GuestSheet = Schemas['Guests']
export type Paper = Schemas['PaperShown']
export type PaperDesk = Schemas['PaperDesk']
export type View = Schemas['View']
