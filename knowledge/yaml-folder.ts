import { channel } from 'node:diagnostics_channel'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { z } from 'zod'
import { type Problem, problemOf, showProblem } from './problem.ts'
import { type ReadYaml, readYaml } from './yaml-file.ts'

/** Says of each file that was read as YAML what it holds, `{ file, value }`: by this build.mjs learns what to keep. */
const READ = channel('advise:yaml-read')

/** What build.mjs leaves of a YAML file: as JSON, what its reader made of it. */
const keptAs = (file: string): string => `${file}.json`

/**
 * A YAML file of the program itself, by its schema. Parsing them all takes longer than the rest of a start, so what is built
 * has them as they were read, and checked, at the build. A YAML file that stands there is read, whatever was kept of it.
 */
export const readYamlFile = <T>(file: string, schema: z.ZodType<T>): ReadYaml<T> => {
  if (!existsSync(file) && existsSync(keptAs(file)))
    return {
      value: JSON.parse(readFileSync(keptAs(file), 'utf8')) as T,
      problems: [],
      // Of what was kept nobody knows the lines.
      wrong: (path, message) => problemOf('yaml-value', { file }, { name: path.map(String).join('.'), wrong: message }),
    }
  const read = readYaml(readFileSync(file, 'utf8'), file, schema)
  if (read.value !== undefined) READ.publish({ file, value: read.value })
  return read
}

/** Names of the YAML files that a folder of the program has, or had when it was built; in order. */
export const yamlNames = (folder: string): readonly string[] => {
  const names = readdirSync(folder).flatMap(name => /^.*\.yaml(?=(?:\.json)?$)/.exec(name)?.[0] ?? [])
  return [...new Set(names)].sort()
}

/** Files of one folder that belong together: says of all of them what is wrong. */
export const yamlFolder = (folder: string) => {
  const problems: Problem[] = []
  return {
    /** Undefined when there is a mistake in it. */
    read: <T>(name: string, schema: z.ZodType<T>): T | undefined => {
      const result = readYamlFile(join(folder, name), schema)
      problems.push(...result.problems)
      return result.value
    },
    /** `what`: "The word lists cannot be used". */
    error: (what: string): Error => new Error(`${what}:\n${problems.map(p => `  ${showProblem(p)}`).join('\n')}`),
  }
}
