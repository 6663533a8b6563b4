/** For tests: a server that signs vouchers, and the list of a morning. */
import type { Key } from '../../../api/signed.ts'
import type { Morning } from './list.ts'
import type { Claims } from './token.ts'

export const BENEFIT = 'AZC7uwAAcACAAAAAAAAAAQ'
export const VOUCHER = 'AZC7uwAAcACAAAAAAAAAAg'

const text = (content: string) => new TextEncoder().encode(content)
const packed = (bytes: Uint8Array) =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')

export class Signer {
  private constructor(
    readonly key: Key,
    private readonly secret: CryptoKey,
  ) {}

  static async make(kid = 'abcdefgh-rest-of-its-name'): Promise<Signer> {
    const curve = { name: 'ECDSA', namedCurve: 'P-256' }
    const pair = await crypto.subtle.generateKey(curve, true, ['sign', 'verify'])
    const { x = '', y = '' } = await crypto.subtle.exportKey('jwk', pair.publicKey)
    return new Signer({ kid, x, y }, pair.privateKey)
  }

  /** As the server writes it, unless told otherwise. */
  async sign(payload: string, header: object = {}): Promise<string> {
    const head = { alg: 'ES256', kid: this.key.kid.slice(0, 8), typ: 'xyv', ...header }
    const said = `${packed(text(JSON.stringify(head)))}.${packed(text(payload))}`
    const how = { name: 'ECDSA', hash: 'SHA-256' }
    return `${said}.${packed(new Uint8Array(await crypto.subtle.sign(how, this.secret, text(said))))}`
  }

  voucher(told: Partial<Claims> = {}): Promise<string> {
    const x = Math.floor(Date.parse('2026-12-27T16:00:00Z') / 1000)
    return this.sign(JSON.stringify({ b: BENEFIT, p: '王**', v: VOUCHER, x, ...told }))
  }

  morning(told: Partial<Morning> = {}): Morning {
    return {
      key: this.key,
      at: Date.parse('2026-11-26T00:00:00Z'),
      until: Date.parse('2026-11-27T00:00:00Z'),
      aheadMs: 0,
      providers: { '0190-p': '湘江东岸医院' },
      benefits: { [BENEFIT]: { t: '体检套餐一次', c: 'medical', x: [] } },
      ended: [],
      most: 2,
      ...told,
    }
  }
}
