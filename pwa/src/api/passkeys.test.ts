import { afterEach, describe, expect, it, vi } from 'vitest'
import { hasLock, inBytes, inText } from './passkeys.ts'

const ANDROID = 'Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/120 Mobile Safari/537.36'

function phone(available: () => Promise<boolean>) {
  vi.stubGlobal('isSecureContext', true)
  vi.stubGlobal('navigator', { userAgent: ANDROID, credentials: {} })
  vi.stubGlobal('PublicKeyCredential', { isUserVerifyingPlatformAuthenticatorAvailable: available })
}

describe('whether a fingerprint or a face is offered', () => {
  afterEach(() => vi.unstubAllGlobals())

  it('is where the phone has a lock', async () => {
    phone(async () => true)
    expect(await hasLock(ANDROID, 'xiangyi.example')).toBe(true)
    expect(await hasLock(ANDROID, 'localhost')).toBe(true)
  })

  it('is not in WeChat, nor at a bare address', async () => {
    phone(async () => true)
    expect(await hasLock(`${ANDROID} MicroMessenger/8.0`, 'xiangyi.example')).toBe(false)
    expect(await hasLock(ANDROID, '192.168.1.20')).toBe(false)
    expect(await hasLock(ANDROID, '[fd00::1]')).toBe(false)
  })

  it('is not where the phone has no lock, or does not say', async () => {
    phone(async () => false)
    expect(await hasLock(ANDROID, 'xiangyi.example')).toBe(false)
    phone(async () => {
      throw new Error('no')
    })
    expect(await hasLock(ANDROID, 'xiangyi.example')).toBe(false)
  })

  it('is not where the browser knows nothing of it', async () => {
    phone(async () => true)
    vi.stubGlobal('PublicKeyCredential', undefined)
    expect(await hasLock(ANDROID, 'xiangyi.example')).toBe(false)
    phone(async () => true)
    vi.stubGlobal('isSecureContext', false)
    expect(await hasLock(ANDROID, 'xiangyi.example')).toBe(false)
  })
})

describe('bytes on the way there and back', () => {
  const odd = Uint8Array.from([0xfb, 0xef, 0xff, 0x00])

  it('reads the options', () => {
    const read = inBytes({
      rpId: 'x',
      challenge: '--__AA',
      user: { id: '--__AA', name: '138' },
      excludeCredentials: [{ id: '--__AA', type: 'public-key' }],
    })
    expect(read).toEqual({
      rpId: 'x',
      challenge: odd,
      user: { id: odd, name: '138' },
      excludeCredentials: [{ id: odd, type: 'public-key' }],
    })
  })

  it('writes what was signed, and leaves out what is not there', () => {
    const response = { clientDataJSON: odd.buffer, signature: odd.buffer, userHandle: null }
    const made = { id: '--__AA', rawId: odd.buffer, type: 'public-key', response }
    expect(inText(made as unknown as Credential)).toEqual({
      id: '--__AA',
      rawId: '--__AA',
      type: 'public-key',
      response: { clientDataJSON: '--__AA', signature: '--__AA' },
    })
  })
})
