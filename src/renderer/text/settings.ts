/** What the sections of tools, triggers and quiet times in the settings say. */

export const toolSettingsText = {
  search: 'Web search',
  service: 'Service',
  services: { none: 'None', searxng: 'SearXNG', brave: 'Brave', tavily: 'Tavily', duckduckgo: 'DuckDuckGo' },
  searchBody: {
    none: 'Flows that search the web need a service. Until one is chosen, those steps fail and say so.',
    searxng: 'Your own instance: no key, but its address, and its JSON format switched on.',
    brave: 'Needs a key of your own from Brave Search.',
    tavily: 'Needs a key of your own from Tavily.',
    duckduckgo: 'No key. It refuses programs that ask often.',
  },
  searchAddress: 'Address of your SearXNG',
  key: (service: string) => `Key of ${service}`,
  trySearch: 'Try a search',
  telegram: 'Telegram',
  telegramBody: 'A bot of yours writes to one chat. What it tells you is chosen under Notifications.',
  telegramToken: 'Token of the bot',
  telegramChat: 'Chat: an id, or a name such as @mychannel',
  tryTelegram: 'Send a trial message',
} as const;

export const keySettingsText = {
  title: 'Keys for services',
  body: 'Flows ask services with your keys by name. A key goes only to the hosts you name here; flows, models and workers never see it.',
  loadError: 'The keys could not be read.',
  add: 'Add a key',
  name: 'Name',
  nameHint: 'What flows call it: lower-case letters, digits and hyphens.',
  taken: (name: string) => `There is a key ${name} already. Change that one, or choose another name.`,
  hosts: 'Hosts it may be sent to',
  hostsHint: 'Exactly these, by https. Several are separated by commas; a port is part of the host.',
  way: 'How it is sent',
  ways: { bearer: 'Bearer token', header: 'In a header', basic: 'User name and password', query: 'In the address' },
  details: { header: 'Name of the header', basic: 'User name', query: 'Name of the parameter' },
  detailExamples: { header: 'X-Api-Key', basic: 'ann', query: 'appid' },
  queryHint: 'Only for services that take it no other way: their own logs then show it.',
  value: 'The key',
  valueAnew: 'The key, once more',
  valueAnewHint:
    'It is asked for again whenever a key is changed, so that nobody without it can have it sent elsewhere.',
  save: 'Keep it',
  goesTo: (hosts: readonly string[], how: string) => `Goes to ${hosts.join(', ')}, ${how}`,
  gone: 'Its value is gone: give it again.',
  changeNamed: (name: string) => `Change ${name}`,
  removeNamed: (name: string) => `Remove ${name}`,
  removeBody: 'Steps that use it fail from then on, and say so. Its value cannot be shown before that.',
} as const;

export const triggerSettingsText = {
  webhooks: 'Webhooks',
  webhooksBody:
    'Programs on this computer may call flows at addresses of their own. Nobody else can: they listen on 127.0.0.1.',
  port: 'Port',
  portBody: 'Where they listen once they are on. 0: any port that is free.',
  listening: (port: number) => `Listening on 127.0.0.1:${port}.`,
  pause: 'Pause everything',
  pauseBody: 'Triggers pause with it: what happens meanwhile is noted as skipped.',
  paused: 'Paused',
  openPause: 'Open Pause',
  awake: 'Stay awake while a run works',
  awakeBody:
    'The computer does not go to sleep by itself then. A run that only waits for more than five minutes lets it sleep.',
} as const;

export const quietText = {
  now: 'Do not disturb',
  nowBody: 'Nothing is shown until then; afterwards it is summed up.',
  until: (when: string) => `Quiet until ${when}.`,
  end: 'End it now',
  hours: 'Quiet hours',
  hoursBody: 'Every day at these times nothing is shown; afterwards it is summed up.',
  from: 'From',
  to: 'To',
  urgent: 'Failures and questions are shown even then',
  urgentBody: 'Off: they wait like everything else.',
  telegram: 'Telegram gets as well',
  telegramBody: 'Never in quiet times.',
  telegramUnset: 'Set up the bot under Tools and keys first.',
} as const;
