import type { en } from '../en/words.ts'
import type { Translation } from '../translation.ts'
import { analysisWords } from './analysis.ts'
import { appWords } from './app.ts'
import { commandWords } from './commands.ts'
import { libraryWords } from './library.ts'
import { modelWords } from './model.ts'
import { modes } from './modes.ts'
import { packWords } from './packs.ts'
import { playerWords } from './player.ts'
import { playlistWords } from './playlists.ts'
import { problemCode } from './problem-codes.ts'
import { problemWords } from './problems.ts'
import { searchWords } from './search.ts'
import { settingsWords } from './settings.ts'
import { shellWords } from './shell.ts'
import { similarWords } from './similar.ts'
import { teachWords } from './teach.ts'
import { welcomeWords } from './welcome.ts'

/** Every word the page says, in Greek. */
export const el: Translation<typeof en> = {
  ...appWords,
  ...commandWords,
  ...libraryWords,
  ...packWords,
  ...playerWords,
  ...similarWords,
  ...playlistWords,
  ...problemWords,
  ...searchWords,
  ...settingsWords,
  ...shellWords,
  ...modes,
  ...modelWords,
  ...teachWords,
  ...welcomeWords,
  ...analysisWords,
  problemCode,
}
