/** What sentences of lazily loaded screens need around the moments that stand in them. */

/** A figure before Chinese takes a space, a word does not: "12:17 拍的", "昨天拍的". */
export const before = (words: string) => (/\d$/.test(words) ? `${words} ` : words)

/** "Today 09:12" as it stands inside a sentence; names of days and months keep their capitals. */
export const inside = (words: string) =>
  words.replace(/^(?:Today|Yesterday|Tomorrow)\b/, (day) => day.toLowerCase())
