import type { problemWords as english } from '../en/problems.ts'
import type { Translation } from '../translation.ts'

/** The list of problems, in Turkish. Needs review by a native speaker. */
export const problemWords: Translation<typeof english> = {
  problems: {
    name: 'Sorunlar',
    table: 'Sorunlar',
    count_one: '{{shown}} sorun',
    count_other: '{{shown}} sorun',
    none: 'Sorun yok',
    noneHint: 'Okunamayan ya da analiz edilemeyen dosyalar nedeniyle birlikte burada listelenir.',
    file: 'Dosya',
    what: 'Ne oldu',
    stage: 'Ne yaparken',
    stages: {
      scan: 'taranırken',
      tags: 'etiketler okunurken',
      decode: 'ses çözülürken',
      sound: 'sesi analiz edilirken',
      mode: 'modu dinlenirken',
    },
    attempts: 'Deneme',
    when: 'Son deneme',
    retry: 'Yeniden dene',
    retryOne: 'Yeniden dene: {{path}}',
    retryAll: 'Hepsini yeniden dene',
    retrySelected_one: '{{count}} dosyayı yeniden dene',
    retrySelected_other: '{{count}} dosyayı yeniden dene',
    retrying_one: '{{count}} dosya yeniden deneniyor',
    retrying_other: '{{count}} dosya yeniden deneniyor',
  },
}
