import 'fake-indexeddb/auto'
import { beforeEach, expect, it, vi } from 'vitest'
import { writing } from '../../store/database.ts'
import { writeOf } from '../../store/outbox.ts'
import { answers, Locks, Post, signer } from '../../store/post.ts'
import { drain } from '../../store/sending.ts'
import { lostIn, type Raising, raise, raiseAnew, saidIn } from './commands.ts'

const PLACE = { key: 's', name: '桔子洲街道', within: '', station: null, division: 'nbs:430104003000' }
const NOTHING = { photo: null, photoId: null, voice: null, voiceId: null }
const SOUND = new Blob(['sound'], { type: 'audio/webm' })
const PICTURE = new Blob(['picture'], { type: 'image/jpeg' })

const said = (told: Partial<Raising>): Raising => ({
  ...{ field: 'parking', kind: 'help', words: '', place: PLACE, ...NOTHING },
  ...told,
})

let post: Post

beforeEach(async () => {
  vi.stubGlobal('navigator', { locks: new Locks() })
  await writing(['outbox'], (open) => open('outbox').clear())
  post = new Post()
})

it('sends a photo, then a voice note, then what names both', async () => {
  const id = await raise(said({ photo: PICTURE, voice: SOUND }))
  await drain(signer('a', 't'))
  const [photo, voice] = post.paths.map((path) => path.split('/').at(-1))
  expect(post.paths).toEqual([`/api/photos/${photo}`, `/api/voices/${voice}`, `/api/cases/${id}`])
  expect(post.arrived.at(-1)?.body).toMatchObject({ photo, voice, words: '' })
  expect((await writeOf(id))?.state).toBe('sent')
})

it('keeps both on the phone until then, to be said otherwise', async () => {
  const id = await raise(said({ photo: PICTURE, voice: SOUND }))
  post.says = (path) => (path.startsWith('/api/voices') ? answers.busy(503) : null)
  await drain(signer('a', 't'))
  const write = await writeOf(id)
  const left = write && saidIn(write)
  expect(left?.photo).toBeNull()
  expect(left?.photoId).toBe(post.paths[0]?.split('/').at(-1))
  expect(await left?.voice?.text()).toBe('sound')
  post.says = null
  await raiseAnew(id, { ...said({ words: '没地方停车' }), photoId: left?.photoId ?? null })
  await drain(signer('a', 't'))
  expect(post.arrived.at(-1)?.body).toMatchObject({ photo: left?.photoId, voice: null, words: '没地方停车' })
})

it('says which file was not taken, of what has arrived and of what is refused without it', async () => {
  const says = (path: string) =>
    path.startsWith('/api/voices')
      ? answers.refused('voice_unusable', 422)
      : path.startsWith('/api/photos')
        ? answers.refused('photo_unreadable', 422)
        : null
  const lostOf = async (id: string) => {
    await drain(signer('a', 't'))
    const write = await writeOf(id)
    return { state: write?.state, lost: write && lostIn(write) }
  }
  post.says = (path) => says(path) ?? answers.ok()
  expect(await lostOf(await raise(said({ words: '没地方停车' })))).toEqual({ state: 'sent', lost: [] })
  expect(await lostOf(await raise(said({ words: '没地方停车', voice: SOUND })))).toEqual({
    ...{ state: 'sent', lost: ['voice'] },
  })
  expect(await lostOf(await raise(said({ words: '没地方停车', voice: SOUND, photo: PICTURE })))).toEqual({
    ...{ state: 'sent', lost: ['photo', 'voice'] },
  })
  post.says = (path) => says(path) ?? answers.refused('case_words_missing', 422)
  expect(await lostOf(await raise(said({ voice: SOUND })))).toEqual({ state: 'refused', lost: ['voice'] })
})

it('sends the rest where the voice note is not taken', async () => {
  const id = await raise(said({ words: '没地方停车', voice: SOUND }))
  post.says = (path) => (path.startsWith('/api/voices') ? answers.refused('voice_unusable', 422) : null)
  await drain(signer('a', 't'))
  expect(post.arrived.at(-1)?.body).toMatchObject({ voice: null, words: '没地方停车' })
  expect(await writeOf(id)).toMatchObject({ state: 'sent', lost: { code: 'voice_unusable' } })
})
