/** Icons of the screens that are loaded when they are opened. */
export const pinOff =
  'M8 4.5a7 7 0 0 1 11 5.7c0 1.5-.5 3-1.4 4.6M15.5 18c-1 1.2-2.2 2.4-3.5 3.5-4.5-4.5-7-8-7-11.3 0-1 .2-1.9.5-2.7M3 3l18 18'
export const star = 'M12 3.5l2.6 5.4 5.9.8-4.3 4.1 1 5.9-5.2-2.8-5.2 2.8 1-5.9L3.5 9.7l5.9-.8Z'
export const share = 'M12 15V3.5M7.5 7.5 12 3.5l4.5 4M5 12v8h14v-8'
export const next = 'M9.5 5l7 7-7 7'
export const down = 'M5 9.5l7 7 7-7'
export const cross = 'M6 6l12 12M18 6 6 18'
export const copy =
  'M10 8.5h9a1.5 1.5 0 0 1 1.5 1.5v9a1.5 1.5 0 0 1-1.5 1.5h-9a1.5 1.5 0 0 1-1.5-1.5v-9a1.5 1.5 0 0 1 1.5-1.5ZM15.5 8.5v-5h-12v12h5'
export const globe =
  'M3.5 12a8.5 8.5 0 1 0 17 0a8.5 8.5 0 1 0-17 0M3.5 12h17M12 3.5c3 3 3 14 0 17M12 3.5c-3 3-3 14 0 17'
export const download = 'M12 3.5v11M7 10l5 5 5-5M4.5 20h15'
export const device = 'M9 2.5h6a2 2 0 0 1 2 2v15a2 2 0 0 1-2 2h-6a2 2 0 0 1-2-2v-15a2 2 0 0 1 2-2ZM11 18.5h2'
export const trash = 'M4 6.5h16M9 6.5V4h6v2.5M6 6.5l1 14h10l1-14M10 11v5.5M14 11v5.5'
export const shield = 'M12 3 4.5 6v5.5c0 4.5 3 7.7 7.5 9.5 4.5-1.8 7.5-5 7.5-9.5V6ZM8.8 12l2.3 2.3 4.2-4.5'
export const calendar =
  'M5 5h14a1.5 1.5 0 0 1 1.5 1.5v12.5a1.5 1.5 0 0 1-1.5 1.5h-14a1.5 1.5 0 0 1-1.5-1.5v-12.5a1.5 1.5 0 0 1 1.5-1.5ZM3.5 10h17M8 3v4M16 3v4'
export const file = 'M6 3.5h8l4.5 4.5v12.5H6ZM14 3.5V8h4.5M9 12.5h6M9 16h6'
export const people =
  'M5 8.5a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0-7 0M2.5 19.5c.3-3.5 2.6-5.5 6-5.5s5.7 2 6 5.5M15.5 5.3a3.5 3.5 0 0 1 0 6.4M17.5 14.3c2.3.6 3.7 2.4 4 5.2'
export const key = 'M4 15.5a4 4 0 1 0 8 0a4 4 0 1 0-8 0M11 12.7 19.5 4.2M16 7.7l2.8 2.8M19.5 4.2l1 1'
export const building =
  'M4.5 20.5v-16h9v16M13.5 9.5h6v11M2.5 20.5h19M7.5 8h3M7.5 12h3M7.5 16h3M16.5 13v.01M16.5 16.5v.01'
export const pen = 'M4 20l1-4.5L16 4.5 19.5 8l-11 11ZM13.5 7l3.5 3.5'
export const hands =
  'M8 8a4 4 0 1 0 8 0a4 4 0 1 0-8 0M4.5 20.5c.5-4 3.5-6 7.5-6M14.5 18.5h7M18.5 15.5l3 3-3 3'
export const ticket =
  'M3 6.5h18v4a1.6 1.6 0 0 0 0 3.2v3.8H3v-3.8a1.6 1.6 0 0 0 0-3.2ZM9 6.5v2M9 11v2M9 15.5v2'
export const octagon = 'M8 3h8l5 5v8l-5 5H8l-5-5V8ZM9 9l6 6M15 9l-6 6'
export const picture =
  'M4 6.5h4L9.5 4h5L16 6.5h4a1 1 0 0 1 1 1v11a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1v-11a1 1 0 0 1 1-1ZM8.5 13a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0-7 0'
export const bell = 'M6 16.5V11a6 6 0 0 1 12 0v5.5l1.5 2h-15ZM10 21h4'
export const undo = 'M9 5 4 10l5 5M4 10h10a6 6 0 0 1 0 11h-3'
export const qr =
  'M4 4h6v6H4ZM14 4h6v6h-6ZM4 14h6v6H4ZM14 14v3h3M20 14v2M14 20.5v-.5M17 20h3v-1M7 7v.01M17 7v.01M7 17v.01'
export const box = 'M4 8l8-4.5L20 8v8.5L12 21l-8-4.5ZM4 8l8 4.5L20 8M12 12.5V21'
export const lift = 'M7 20V4M3.5 7.5 7 4l3.5 3.5M17 4v16M13.5 16.5 17 20l3.5-3.5'
export const send = 'M21 4 3.5 11l6 2.5L12 20ZM9.5 13.5 21 4'
export const link =
  'M10 14a4 4 0 0 0 5.7 0l3-3A4 4 0 0 0 13 5.3l-1 1M14 10a4 4 0 0 0-5.7 0l-3 3A4 4 0 0 0 11 18.7l1-1'
export const mic =
  'M12 3a3 3 0 0 1 3 3v5a3 3 0 0 1-6 0V6a3 3 0 0 1 3-3ZM5.5 11a6.5 6.5 0 0 0 13 0M12 17.5V21M8.5 21h7'
