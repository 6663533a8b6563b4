import { expect, it } from 'vitest'
import type { Card } from '../shape.ts'
import { daily, dailySpan, draftOf, emptyDoor, emptyPart, fieldTime, nameless, told } from './draft.ts'

const FACTS = {
  name: '麓山花园',
  entrances: [
    { name: '北门', hours: daily(360, 1320), vehicles: ['ebike'], passBy: 'register', codes: ['order'] },
  ],
  parking: [{ name: '门口划线处', capacity: 6, minutes: 15, spot: { lon: 112.9, lat: 28.2 } }],
  lodging: [{ name: '骑手公寓', priceYuan: 25, contact: '0731-0000 1234' }],
}

it('sends back what it was given', () => {
  const { name: _name, ...lists } = FACTS
  expect(told(draftOf({ facts: FACTS } as unknown as Card))).toEqual({
    ...lists,
    pickup: [],
    power: [],
    toilets: [],
    meals: [],
  })
})

it('leaves out a row in which nothing was written', () => {
  const draft = draftOf(null)
  draft.entrances.push(emptyDoor(), { ...emptyDoor(), name: ' 南门 ' })
  expect(told(draft).entrances).toEqual([{ name: '南门' }])
})

it('lets nothing that was written go because its name is missing', () => {
  const draft = draftOf(null)
  draft.entrances.push(emptyDoor())
  draft.parts.power.push(emptyPart())
  expect(nameless(draft)).toBeUndefined()
  const sockets = { ...emptyPart(), figures: { sockets: '4' } }
  draft.parts.power.push(sockets)
  expect(nameless(draft)).toEqual({ kind: 'power', key: sockets.key })
  const door = { ...emptyDoor(), vehicles: ['ebike'] }
  draft.entrances.push(door)
  expect(nameless(draft)).toEqual({ kind: 'door', key: door.key })
  door.name = '北门'
  sockets.name = '车棚'
  expect(nameless(draft)).toBeUndefined()
})

it('knows the same hours on each day from others, and a night that runs on', () => {
  expect(dailySpan(daily(360, 1320))).toEqual([360, 1320])
  expect(dailySpan(daily(1320, 360))).toEqual([1320, 1800])
  expect(dailySpan({ ...daily(360, 1320), holiday: [] })).toBeNull()
  expect([fieldTime(485), fieldTime(1800)]).toEqual(['08:05', '06:00'])
})
