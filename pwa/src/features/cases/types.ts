/** Demands as the server tells them, and where they are of. */
import type { components } from '../../api/schema.d.ts'

type Schemas = components['schemas']

export type MyCase = Schemas['MyCase']
export type DeskCase = Schemas['DeskCase']
export type Step = Schemas['Step']
export type Concern = Schemas['ConcernShown']
export type ConcernStep = Schemas['ConcernStepShown']
export type Commitment = Schemas['CommitmentShown']
export type Board = Schemas['Board']
export type MeetingBoard = Schemas['MeetingBoard']
export type BoardMeeting = Schemas['BoardMeeting']
export type Alike = Schemas['Alike']
/** Within how many working days each is answered. */
export type AnswerDays = Record<MyCase['field'], number>
export type Field = MyCase['field']
export type Kind = MyCase['kind']
export type Channel = NonNullable<Step['channel']>

export const FIELDS = [
  'lodging',
  'meals',
  'parking',
  'passage',
  'pay_rights',
  'safety',
  'facilities',
  'other',
] as const satisfies readonly Field[]

export const KINDS = [
  'help',
  'consult',
  'suggestion',
  'complaint',
  'report',
] as const satisfies readonly Kind[]

/** What somebody says that it is who raises it: asking for help, unless they say otherwise. */
export const RAISED_AS = ['help', 'suggestion', 'complaint', 'report'] as const satisfies readonly Kind[]
export type RaisedAs = (typeof RAISED_AS)[number]

export const CHANNELS = [
  '110',
  '119',
  '120',
  '122',
  'court',
  'petition',
  '12345',
] as const satisfies readonly Channel[]

/** A station or a street. */
export interface Spot {
  key: string
  name: string
  within: string
  /** Null for a street. */
  station: string | null
  /** The street's. */
  division: string
}

/** What the phone knows of places, which another feature keeps. */
export interface Places {
  around: () => Promise<Spot[]>
  like: (text: string) => Promise<Spot[]>
  named: (station: string) => Promise<Spot | null>
}
