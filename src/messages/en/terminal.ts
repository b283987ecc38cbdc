/**
 * @module messages/en/terminal
 * What only a terminal needs said: no bot, a bot of another version, a line that did not come through.
 */
export const TERMINAL = {
  'terminal.connected': 'Connected to the bot. Type help, or triage HOST. Ctrl-D ends the chat.',
  'terminal.paste': 'Paste the text, then a line with a single dot.',
  'terminal.nothing-to-ask': 'No command given. Example: node bot.mjs chat --once "triage node-3"',
  'terminal.no-bot': 'No bot listens on {path}. Nothing was done.',
  'terminal.start-bot':
    'Start it with "npm start" (or "node bot.mjs serve"), with the same DATA_DIR, as the same user.',
  'terminal.not-ended': 'The incident did not end in time; it continues without this terminal.',
  'terminal.version': 'Client and bot versions do not match. Use the bot.mjs that the bot runs.',
  'terminal.broken': 'The connection to the bot was lost.',
  'terminal.bot-gone': 'The bot has stopped. What it started continues when it is back.',
  'terminal.failed':
    'Internal error. Whether a job started is unknown. Type it again. The log names the cause under {reference}.',
  'terminal.disk-full':
    'The bot’s disk is full; what was not stored is not done. Free space where DATA_DIR lies, then type it again. Reference {reference}.',
  'terminal.busy': 'Too many lines at once; wait for the answers.',
  'terminal.too-long': 'That is too long for one line.',
  'terminal.path-too-long':
    'The path of the terminal’s socket is longer than {most, number} bytes: {path}. Choose a shorter DATA_DIR.',
  'terminal.other-bot': 'Another bot listens on {path}. Stop it first, or choose another DATA_DIR.',
} as const;
