// node send.mjs MANNER SUBSCRIPTIONS.jsonl PUBLIC PRIVATE PAYLOAD: how fast web-push
// sends to all of them. `sends` is its own sendNotification over connections that stay; `tuned` has
// it only seal, signs once for all, and posts over one HTTP/2 connection.
import { readFileSync } from 'node:fs'
import http2 from 'node:http2'
import https from 'node:https'
import webpush from 'web-push'

const [manner, file, publicKey, privateKey, payload] = process.argv.slice(2)
const FLYING = 100
const subject = 'mailto:push@xiangyi.example'
const subscriptions = readFileSync(file, 'utf8').trim().split('\n').map((line) => JSON.parse(line))
const options = { TTL: 3600, urgency: 'high', topic: JSON.parse(payload).tag }

function sends() {
  const agent = new https.Agent({ keepAlive: true, maxSockets: FLYING })
  const vapidDetails = { subject, publicKey, privateKey }
  return {
    send: (one) => webpush.sendNotification(one, payload, { ...options, vapidDetails, agent }),
    close: () => agent.destroy(),
  }
}

function tuned() {
  const { origin } = new URL(subscriptions[0].endpoint)
  const { Authorization } = webpush.getVapidHeaders(
    origin, subject, publicKey, privateKey, 'aes128gcm',
  )
  const session = http2.connect(origin)
  const send = (one) => {
    const { body, headers, endpoint } = webpush.generateRequestDetails(one, payload, options)
    return new Promise((resolve, reject) => {
      const stream = session.request({
        ...headers, Authorization, ':method': 'POST', ':path': endpoint.slice(origin.length),
      })
      stream.on('response', (answer) => {
        answer[':status'] === 201 ? resolve() : reject(new Error(answer[':status']))
      })
      stream.on('error', reject)
      stream.resume()
      stream.end(body)
    })
  }
  return { send, close: () => session.close() }
}

const { send, close } = { sends, tuned }[manner]()
const cpu = process.cpuUsage()
const began = performance.now()
let next = 0
async function line() {
  while (next < subscriptions.length) await send(subscriptions[next++])
}
await Promise.all(Array.from({ length: FLYING }, line))
const wall = (performance.now() - began) / 1000
const { user, system } = process.cpuUsage(cpu)
close()
console.log(JSON.stringify({
  sent: subscriptions.length, cpu_s: (user + system) / 1e6, wall_s: wall, peak_kb: 0,
}))
