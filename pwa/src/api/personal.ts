/** What is kept of a person, handed out. */
import type { Reply } from './client.ts'
import { fetchFile, type HandedOut } from './files.ts'

/** The ZIP of everything. */
export const exportMe = (): Promise<Reply<HandedOut>> => fetchFile('/api/me/export', 'xiangyi.zip')
