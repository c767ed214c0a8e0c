/** Mail programs told apart, with how sure their engine is to be met; shares move, so none are given. */
export const mailClients = {
  gmail: 'Gmail (web and apps)',
  'gmail-apps': 'Gmail apps',
  'outlook-windows': 'Outlook for Windows (classic, Word engine)',
  outlook: 'Outlook (web, Mac, phone)',
  yahoo: 'Yahoo Mail and AOL',
  apple: 'Apple Mail',
  samsung: 'Samsung Email',
} as const;
export type MailClient = keyof typeof mailClients;
