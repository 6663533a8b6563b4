import type { components } from '../../api/schema.d.ts'

type Schemas = components['schemas']

export type MyRecord = Schemas['MyRecord']
export type Line = Schemas['RecordLine']
export type Entry = Schemas['RecordEntryShown']
export type EntryKind = Entry['kind']
export type Dispute = Schemas['DisputeShown']
export type DisputeKind = Dispute['kind']
export type Seat = Schemas['TickShown']
export type Due = Schemas['RecordDue']
