#!/usr/bin/env node
import { Command, CommanderError, Option } from 'commander'
import { analyse, chooseModel, estimate } from './cli/analyse-command.ts'
import { describeError, exitCode, type GlobalOptions } from './cli/context.ts'
import {
  aggregation,
  benchmark,
  blend,
  change,
  depth,
  device,
  epochs,
  hiddenLayer,
  layers,
  learner,
  limit,
  maxDuration,
  minDuration,
  mostTags,
  perArtist,
  port,
  repeatable,
  sampleSize,
  seed,
  seeds,
  someTraditions,
  split,
  threshold,
  tradition,
  versionNumber,
} from './cli/options.ts'
import {
  createPlaylist,
  deletePlaylist,
  exportPlaylist,
  importPlaylists,
  listPlaylists,
  playlistFormats,
  sendPlaylist,
} from './cli/playlist-commands.ts'
import { createRunner } from './cli/runner.ts'
import { scan } from './cli/scan-command.ts'
import { search } from './cli/search-command.ts'
import { similar } from './cli/similar-command.ts'
import { problems, status } from './cli/status-commands.ts'
import { engineEntries, productVersion } from './host/entries.ts'

const version = productVersion(import.meta.url)
const interrupt = new AbortController()
process.on('SIGINT', () => {
  if (interrupt.signal.aborted) process.exit(exitCode.interrupted)
  interrupt.abort()
})
process.on('SIGTERM', () => interrupt.abort())
process.on('SIGHUP', () => interrupt.abort())
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  interrupt.abort()
})

const program = new Command('naghma')
  .description(
    'Index a music folder, find tracks that sound alike, browse by makam and raga, export playlists.',
  )
  .version(version)
  .option('--data <folder>', 'data folder of the library (else NAGHMA_DATA, else the usual place)')
  .option('--json', 'print the result as JSON on standard output')
  .showHelpAfterError('(naghma --help shows all commands)')
  .configureHelp({ showGlobalOptions: true })
  .exitOverride()
  .addHelpText(
    'after',
    `
A library is a data folder; naghma uses the running Naghma of the same library when there is one.

Exit codes:
  ${exitCode.done}    done
  ${exitCode.failed}    failed; the reason is on standard error
  ${exitCode.usage}    wrong command or options
  ${exitCode.withProblems}    done, but some files had problems (naghma problems lists them)
  ${exitCode.interrupted}  interrupted by Ctrl-C; what was finished is kept`,
  )

const { dataFolder, run, runAlone, tellError } = createRunner({
  entry: import.meta.url,
  version,
  interrupt,
  options: () => program.opts<GlobalOptions>(),
})

program
  .command('scan')
  .description('add music folders and look for new, changed and missing files in all folders')
  .argument('[folders...]', 'folders to add')
  .addOption(
    tradition(
      'tradition of the music in the folders named, where neither file nor user tells; none takes it back',
      'none',
    ),
  )
  .addOption(
    repeatable(
      '--ignore <rule>',
      'of the folders named, ignore what this rule in the syntax of .gitignore says; none takes all rules back',
    ),
  )
  .action((folders: string[], options) => run((context) => scan(context, folders, options)))

program
  .command('analyse')
  .description('make sound embeddings of all tracks that need one, or of the given tracks')
  .argument('[tracks...]', 'ids, file paths, or search words in quotes')
  .option('--model <path>', 'CultureMERT checkpoint to use from now on (folder or weights file)')
  .addOption(
    new Option('--depth <depth>', 'quick: 12 windows of 5 s; full: all').choices(['quick', 'full']),
  )
  .option('--estimate', 'only say how long it would take on this computer')
  .action((tracks: string[], options) =>
    run((context) => (options.estimate ? estimate(context) : analyse(context, tracks, options))),
  )

const model = program.command('model').description('get, choose and compare models of sound')
model
  .command('use', { isDefault: true })
  .description('check and convert a checkpoint on this computer and make it the current model')
  .argument('<path>', 'checkpoint folder or weights file')
  .action((path: string) => run((context) => chooseModel(context, path)))
model
  .command('list')
  .description('the models that can be fetched, and those whose embeddings the library holds')
  .action(() =>
    run(async (context) => (await import('./cli/model-commands.ts')).listModels(context)),
  )
model
  .command('get')
  .description('fetch a published model and use it; goes on where it stopped')
  .argument('[id]', 'which, as naghma model list names it', 'culturemert-95m')
  .option('--accept-licence', 'accept its licence (CC BY-NC 4.0) without being asked')
  .option('--mirror <url>', 'fetch from there instead of its origin, now and later; none goes back')
  .option('--proxy <url>', 'fetch through this proxy, now and later; none goes back')
  .action((id: string, options) =>
    run(async (context) =>
      (await import('./cli/model-commands.ts')).getModel(context, id, options),
    ),
  )
model
  .command('compare')
  .description('how far two models of the library agree on what sounds alike')
  .argument('<model>', 'name, or beginning of the id')
  .argument('<other>', 'name, or beginning of the id')
  .action((one: string, other: string) =>
    run(async (context) =>
      (await import('./cli/model-commands.ts')).compareModels(context, one, other),
    ),
  )
model
  .command('compare-by')
  .description('choose the model that similar tracks are looked for with')
  .argument('<model>', 'name, or beginning of the id; auto takes whichever has most tracks')
  .action((given: string) =>
    run(async (context) => (await import('./cli/model-commands.ts')).compareBy(context, given)),
  )
model
  .command('forget')
  .description('remove the embeddings of a model that is not in use')
  .argument('<model>', 'name, or beginning of the id')
  .action((given: string) =>
    run(async (context) => (await import('./cli/model-commands.ts')).forgetModel(context, given)),
  )

program
  .command('doctor')
  .description('which device computes and why, and everything else that speed depends on')
  .option('--retry', 'try every device again')
  .action((options) =>
    run(async (context) => (await import('./cli/doctor-command.ts')).doctor(context, options)),
  )

program
  .command('report')
  .description(
    'what the makers should know to help you: versions, devices, settings, the log; no names',
  )
  .action(() => run(async (context) => (await import('./cli/report-command.ts')).report(context)))

program
  .command('backup')
  .description('copy the whole library into one dated file, and check the copy')
  .argument('[folder]', 'where to; without one, with the library')
  .option('--list', 'only list the backups that lie with the library')
  .action((folder: string | undefined, options) =>
    run(async (context) => {
      const commands = await import('./cli/backup-commands.ts')
      return options.list ? commands.listBackups(context) : commands.backUp(context, folder)
    }),
  )

program
  .command('restore')
  .description('put a backup in place of the library, which is set aside and not deleted')
  .argument('<backup>', 'path of the backup, or latest')
  .action(async (given: string) => {
    const commands = await import('./cli/restore-command.ts')
    const alone = { dataFolder: dataFolder(), entry: import.meta.url, given }
    if (commands.isFree(alone.dataFolder))
      await runAlone((output) => commands.restoreClosed(output, alone))
    else await run((context) => commands.restoreOpen(context, given))
  })

program
  .command('caches')
  .description('what can be deleted and comes back when it is needed, and the room it takes')
  .option('--empty', 'delete it')
  .action((options) =>
    run(async (context) => (await import('./cli/caches-command.ts')).caches(context, options)),
  )

const cuda = program
  .command('cuda')
  .description("ONNX Runtime's provider for NVIDIA cards on Linux, which is installed apart")
cuda
  .command('install')
  .description('fetch it, check it, and put it beside the library')
  .option('--from <feed or file>', 'another NuGet feed, or a package on this computer')
  .option('--proxy <url>', 'fetch through this proxy')
  .action((options) =>
    runAlone(async (alone) =>
      (await import('./cli/cuda-commands.ts')).installCudaCommand(alone, dataFolder(), options),
    ),
  )
cuda
  .command('status')
  .description('whether it is installed, and what it lacks of NVIDIA')
  .action(() =>
    runAlone(async (alone) =>
      (await import('./cli/cuda-commands.ts')).cudaStatus(alone, dataFolder()),
    ),
  )
cuda
  .command('remove')
  .description('remove it')
  .action(() =>
    runAlone(async (alone) =>
      (await import('./cli/cuda-commands.ts')).removeCudaCommand(alone, dataFolder()),
    ),
  )

program
  .command('tune')
  .description('measure on a sample of the library what cheaper ways to analyse it would lose')
  .addOption(sampleSize())
  .action((options) =>
    run(async (context) => (await import('./cli/tune-command.ts')).tune(context, options)),
  )

program
  .command('listen')
  .description(
    'listen for the mode of all tracks that were not listened to, or of the given ones; needs no model',
  )
  .argument('[tracks...]', 'ids, file paths, or search words in quotes')
  .action((tracks: string[]) =>
    run(async (context) => (await import('./cli/listen-command.ts')).listen(context, tracks)),
  )

program
  .command('mode')
  .description('tonic, range and likely modes of a track, or of any audio file')
  .argument(
    '<track>',
    'id, file path, or search words in quotes; a file that is in no library is listened to at once',
  )
  .option('--svg <file>', 'write a picture: how often each pitch sounds, and the melody')
  .option('--scl <file>', 'write the measured scale as a Scala file')
  .addOption(tradition('whose modes compete, this time, whatever is known of the music'))
  .action(async (track: string, options) => {
    const mode = await import('./cli/mode-command.ts')
    const file = mode.fileOutside(dataFolder(), track)
    if (file === undefined) await run((context) => mode.modeOfTrack(context, track, options))
    else await runAlone((alone, models) => mode.modeOfFileOutside(alone, file, models, options))
  })

program
  .command('tags')
  .description('everything that is said of the tags of a track, and your word on them')
  .argument('<track>', 'id, file path, or search words in quotes')
  .addOption(repeatable('--confirm <tag>', 'it has this tag (Hicaz, or makam:hicaz)'))
  .addOption(repeatable('--reject <tag>', 'it does not have this tag'))
  .addOption(
    repeatable('--replace <tag>', 'it has this tag and no other of the same vocabulary').conflicts(
      'confirm',
    ),
  )
  .addOption(
    change('--undo <change>', 'take back the change of that number').conflicts([
      'confirm',
      'reject',
      'replace',
    ]),
  )
  .action((track: string, options) =>
    run(async (context) => (await import('./cli/tags-command.ts')).tags(context, track, options)),
  )

const teachCommands = () => import('./cli/teach-commands.ts')
const teach = program.command('teach').description('tags of your own, and learning tags by example')
teach
  .command('list', { isDefault: true })
  .description('everything that is taught, and how good it is')
  .action(() => run(async (context) => (await teachCommands()).listTaught(context)))
teach
  .command('new')
  .description('make a tag of your own')
  .argument('<name>', 'what you call it: "wedding dances"')
  .argument('[tracks...]', 'tracks that have it: ids, file paths, or search words in quotes')
  .action((name: string, tracks: string[]) =>
    run(async (context) => (await teachCommands()).newTag(context, name, tracks)),
  )
teach
  .command('mark')
  .description('say that tracks have a tag')
  .argument('<tag>', 'any tag (wedding dances, or instrument:ney)')
  .argument('<tracks...>', 'ids, file paths, or search words in quotes')
  .option('--not', 'say that they have it not')
  .action((tag: string, tracks: string[], options) =>
    run(async (context) => (await teachCommands()).markTracks(context, tag, tracks, options)),
  )
teach
  .command('learn')
  .description('learn a tag, or all tags of a vocabulary, from what is known now, and apply it')
  .argument('<tag>', 'any tag, or a vocabulary such as tradition or instrument')
  .action((tag: string) => run(async (context) => (await teachCommands()).learn(context, tag)))
teach
  .command('next')
  .description('the tracks whose judgement would teach most')
  .argument('<tag>', 'any tag')
  .addOption(limit(10))
  .action((tag: string, options) =>
    run(async (context) => (await teachCommands()).askNext(context, tag, options)),
  )
teach
  .command('rank')
  .description('all tracks by how probably they have a tag')
  .argument('<tag>', 'any tag')
  .addOption(limit(50))
  .action((tag: string, options) =>
    run(async (context) => (await teachCommands()).rank(context, tag, options)),
  )
teach
  .command('rename')
  .description('call a tag of your own otherwise')
  .argument('<tag>', 'name or id')
  .argument('<name>')
  .action((tag: string, name: string) =>
    run(async (context) => (await teachCommands()).renameTag(context, tag, name)),
  )
teach
  .command('forget')
  .description('remove a tag of your own, and all that was said and learned of it')
  .argument('<tag>', 'name or id')
  .action((tag: string) => run(async (context) => (await teachCommands()).forgetTag(context, tag)))

const headCommands = () => import('./cli/head-commands.ts')
const head = program
  .command('head')
  .description('what was learned to predict tags: versions, tag packs, predictions')
head
  .command('list', { isDefault: true })
  .description('every head with its versions; the one in use has a star')
  .action(() => run(async (context) => (await headCommands()).listHeads(context)))
head
  .command('pin')
  .description('keep to a version, whatever is learned')
  .argument('<head>', 'name or id')
  .argument('[version]', 'which; the one in use unless told', versionNumber)
  .option('--off', 'let newer ones take its place again')
  .action((given: string, version: number | undefined, options) =>
    run(async (context) => (await headCommands()).pinHead(context, given, version, options)),
  )
head
  .command('revert')
  .description('use an earlier version until something new is learned')
  .argument('<head>', 'name or id')
  .argument('<version>', 'which', versionNumber)
  .action((given: string, version: number) =>
    run(async (context) => (await headCommands()).revertHead(context, given, version)),
  )
head
  .command('remove')
  .description('remove a head, or one version that is not in use')
  .argument('<head>', 'name or id')
  .argument('[version]', 'only this version', versionNumber)
  .action((given: string, version: number | undefined) =>
    run(async (context) => (await headCommands()).removeHead(context, given, version)),
  )
head
  .command('apply')
  .description('predict anew for the whole library, with one head or with all')
  .argument('[head]', 'name or id')
  .action((given: string | undefined) =>
    run(async (context) => (await headCommands()).applyHeads(context, given)),
  )
head
  .command('import')
  .description('take a tag pack into the library, and apply it')
  .argument('<pack>', 'its zip or folder')
  .action((path: string) =>
    run(async (context) => (await headCommands()).importHead(context, path)),
  )
head
  .command('export')
  .description('write a head as a tag pack')
  .argument('<head>', 'name or id')
  .argument('<pack>', 'where to: a zip, or a folder that is made')
  .addOption(change('--version-number <number>', 'this version; the one in use unless told'))
  .option('--author <name>', 'who made it')
  .option('--description <words>', 'what it is for')
  .option('--licence <id>', 'what others may do with it, e.g. CC-BY-4.0')
  .action((given: string, path: string, { versionNumber: version, ...options }) =>
    run(async (context) =>
      (await headCommands()).exportHead(context, given, path, { ...options, version }),
    ),
  )

program
  .command('browse')
  .description('how many tracks have each tradition, mode, form...; with a choice, which ones')
  .addOption(someTraditions())
  .addOption(
    repeatable('--tag <tag>', 'of one vocabulary any, of several all (Hicaz, makam:hicaz)'),
  )
  .addOption(repeatable('--artist <artist>', 'by this artist, as written in the files'))
  .option('--unsure', 'only tracks that were listened to and have no mode')
  .addOption(threshold())
  .addOption(limit(50))
  .option('--playlist <name>', 'save the tracks found as a playlist')
  .action((options) =>
    run(async (context) => (await import('./cli/browse-command.ts')).browse(context, options)),
  )

program
  .command('similar')
  .description('the tracks that sound most like one or several, or are in the most similar mode')
  .argument('<tracks...>', 'ids, file paths, or search words in quotes')
  .addOption(limit(20))
  .addOption(blend())
  .addOption(repeatable('--folder <folder>', 'only in this music folder'))
  .addOption(someTraditions())
  .addOption(repeatable('--tag <tag>', 'only with this tag'))
  .addOption(repeatable('--artist <artist>', 'only by this artist'))
  .addOption(threshold())
  .addOption(minDuration())
  .addOption(maxDuration())
  .addOption(perArtist())
  .option('--other-traditions', 'only of traditions that are known and not those of the tracks')
  .option('--without-missing', 'only tracks whose file can be found')
  .option('--no-fold', 'list every copy of a recording by itself')
  .option('--playlist <name>', 'save the tracks and the result as a playlist')
  .action((tracks: string[], options) => run((context) => similar(context, tracks, options)))

program
  .command('search')
  .description('tracks by title, artist, album, composer, path or custom field')
  .argument('<words...>', 'parts of words; accents and case do not matter')
  .addOption(limit(50))
  .action((words: string[], options) => run((context) => search(context, words, options)))

const playlist = program
  .command('playlist')
  .description('list, make, delete, import, export and send playlists')
playlist
  .command('list')
  .description('all playlists')
  .action(() => run(listPlaylists))
playlist
  .command('create')
  .description('make a playlist of tracks')
  .argument('<name>')
  .argument('[tracks...]', 'ids, file paths, or search words in quotes')
  .action((name: string, tracks: string[]) =>
    run((context) => createPlaylist(context, name, tracks)),
  )
playlist
  .command('delete')
  .description('delete a playlist; its tracks stay in the library')
  .argument('<playlist>', 'name or id')
  .action((given: string) => run((context) => deletePlaylist(context, given)))
playlist
  .command('export')
  .description('write a playlist as M3U8, XSPF, PLS, JSPF or CSV')
  .argument('<playlist>', 'name or id')
  .argument('[file]', 'file to write; without one the text goes to standard output')
  .addOption(
    new Option('--format <format>', "by default what the file's ending says, else m3u8").choices(
      playlistFormats,
    ),
  )
  .option('--relative', "paths relative to the file's folder instead of absolute ones")
  .action((given: string, file: string | undefined, options) =>
    run((context) => exportPlaylist(context, given, file, options)),
  )
playlist
  .command('import')
  .description('make playlists of M3U, M3U8, XSPF, PLS, JSPF and CSV files')
  .argument('<files...>')
  .action((files: string[]) => run((context) => importPlaylists(context, files)))
playlist
  .command('send')
  .description('copy the files of a playlist to a folder, with an M3U8 beside them')
  .argument('<playlist>', 'name or id')
  .argument('<folder>', 'a folder that is there, e.g. of a stick')
  .option('--link', 'links instead of copies')
  .option('--albums', 'in folders by artist and album')
  .addOption(
    new Option('--names <names>', 'numbered in the order of the playlist, or as they are')
      .choices(['numbered', 'original'])
      .default('numbered'),
  )
  .action((given: string, folder: string, options) =>
    run((context) => sendPlaylist(context, given, folder, options)),
  )

const embeddings = program
  .command('embeddings')
  .description('take embeddings out of the library for other programs, and into another library')
embeddings
  .command('export')
  .description(
    'write the track means of a model, with a manifest, to a folder that is not there yet',
  )
  .argument('<folder>')
  .argument('[tracks...]', 'ids, file paths, or search words in quotes; all without any')
  .addOption(
    new Option(
      '--format <format>',
      'npy: NumPy arrays with CSV beside them; parquet: one file each',
    )
      .choices(['npy', 'parquet'])
      .default('npy'),
  )
  .option('--model <model>', 'name, or beginning of the id; else the one tracks are compared by')
  .option('--profiles', 'the mode profiles too: pitch-class distributions, tonic and melody')
  .option('--windows', 'the vectors of every window too, as kept or computed anew')
  .addOption(layers())
  .action((folder: string, tracks: string[], options) =>
    run(async (context) =>
      (await import('./cli/embeddings-commands.ts')).exportTo(context, folder, tracks, options),
    ),
  )
embeddings
  .command('import')
  .description('take in what an export holds of tracks of this library, found by their audio')
  .argument('<folder>')
  .option('--windows', 'keep the vectors of windows too, for exports of this library')
  .action((folder: string, options) =>
    run(async (context) =>
      (await import('./cli/embeddings-commands.ts')).importFrom(context, folder, options),
    ),
  )

program
  .command('pack')
  .description('tag packs: trained heads to share')
  .command('inspect')
  .description('check a tag pack, and say what it predicts, from what, and under which licence')
  .argument('<pack>', 'its zip or folder')
  .action((pack: string) =>
    run(async (context) => (await import('./cli/pack-commands.ts')).inspectPack(context, pack)),
  )

program
  .command('status')
  .description('what the library holds and what is going on')
  .action(() => run(status))

program
  .command('problems')
  .description('files that could not be read or analysed, and why')
  .option('--retry', 'try all of them again')
  .addOption(limit(200))
  .action((options) => run((context) => problems(context, options)))

program
  .command('dataset')
  .description('what a folder of audio with a list of tags holds, and everything wrong with it')
  .argument('<folder>', 'of the audio')
  .argument('<list>', 'table, or metadata of MagnaTagATune, FMA, Lyra, Dunya, Saraga or ccml')
  .addOption(benchmark())
  .addOption(mostTags())
  .action((folder: string, list: string, options) =>
    runAlone(async (alone, models) =>
      (await import('./cli/dataset-command.ts')).checkDataset(alone, folder, list, options, models),
    ),
  )

/** What training and evaluating on a dataset have in common. */
function learning(command: Command): Command {
  return command
    .argument('<folder>', 'of the audio')
    .argument('<list>', 'as of naghma dataset')
    .addOption(benchmark())
    .addOption(mostTags())
    .addOption(depth())
    .addOption(device())
    .addOption(split())
    .addOption(aggregation())
    .addOption(hiddenLayer())
    .addOption(learner())
    .addOption(epochs())
    .option('--class-weighting', 'let rare tags count as much as common ones')
    .addOption(
      repeatable('--one-of <category>', 'of the tags of this category each track has one (makam)'),
    )
}

const learningHost = (modelsFolder: string) => ({
  dataFolder: dataFolder(),
  modelsFolder,
  startProcess: engineEntries(import.meta.url).startProcess,
  version,
})

learning(program.command('train'))
  .description('train a head that predicts tags on a dataset, and write it to a file')
  .option('--model <path>', "checkpoint (folder or weights file) instead of the library's")
  .addOption(seed())
  .requiredOption('--output <file>', 'where the head is written')
  .action((folder: string, list: string, { model, ...options }) =>
    runAlone(async (alone, models) =>
      (await import('./cli/train-command.ts')).train(
        alone,
        folder,
        list,
        { ...options, ...(model === undefined ? {} : { model: [model] }) },
        learningHost(models),
      ),
    ),
  )

const evaluate = program
  .command('evaluate')
  .description('judge what is predicted on recordings whose tags or mode are known')
learning(evaluate.command('tags', { isDefault: true }))
  .description('heads trained on a dataset with several seeds, by the tracks it keeps for the test')
  .addOption(
    repeatable(
      '--model <path>',
      "checkpoint to compare (folder or weights file) instead of the library's",
    ),
  )
  .addOption(seeds())
  .option('--layers', 'judge each layer of the encoders by itself too')
  .option('--html <file>', 'write a page with tables and plots')
  .action((folder: string, list: string, options) =>
    runAlone(async (alone, models) =>
      (await import('./cli/evaluate-tags-command.ts')).evaluateTags(
        alone,
        folder,
        list,
        options,
        learningHost(models),
      ),
    ),
  )
evaluate
  .command('modes')
  .description('makam and tonic by the pitch of recordings; needs no library')
  .requiredOption('--pitch <index>', 'JSON index of the dataset; its pitch lies beside it')
  .action(({ pitch }: { pitch: string }) =>
    runAlone(async (alone, models) =>
      (await import('./cli/evaluate-command.ts')).evaluate(alone, pitch, models),
    ),
  )
evaluate
  .command('scores')
  .description('scores of tags that any program has written, by the truth; needs no library')
  .requiredOption('--truth <table>', 'CSV: the track, then 1 or 0 for each tag')
  .requiredOption('--scores <table>', 'CSV of the same tracks and tags with a number for each')
  .action((tables: { truth: string; scores: string }) =>
    runAlone(async (alone) =>
      (await import('./cli/evaluate-scores-command.ts')).evaluateScores(alone, tables),
    ),
  )

program
  .command('serve')
  .description('open Naghma in a browser on this machine')
  .argument('[folders...]', 'music folders to add')
  .option('--open', 'open the default browser')
  .addOption(port())
  .option('--model <path>', 'CultureMERT checkpoint to use (folder or weights file)')
  .option('--demo', 'make a small synthesised library and open it')
  .action(async (folders: string[], options) => {
    const { serveCommand } = await import('./cli/serve-command.ts')
    await serveCommand({
      entry: import.meta.url,
      version,
      signal: interrupt.signal,
      stop: () => interrupt.abort(),
      ...program.opts<GlobalOptions>(),
      folders,
      ...options,
    })
  })

try {
  await program.parseAsync()
} catch (error) {
  if (!(error instanceof CommanderError)) {
    process.exitCode = exitCode.failed
    tellError(describeError(error))
  } else if (error.exitCode === 0) process.exitCode = exitCode.done
  else {
    process.exitCode = exitCode.usage
    // In words it has been told already.
    if (process.argv.includes('--json')) tellError({ code: 'usage', message: error.message })
  }
}
