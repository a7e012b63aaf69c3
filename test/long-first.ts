import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** They start programs again and again: begun last, one of them would be waited for while the other cores are idle. */
const LONG =
  /(?:crash\/crash|bot\/main|load\/load|doctor\/program|operating\/signals|library\/library-thread|kb\/kb-program)\.test\.ts$/

/** Files that take long come first, the others in vitest's own order. */
export class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    const isLong = ({ moduleId }: TestSpecification): boolean => LONG.test(moduleId)
    return [...sorted.filter(isLong), ...sorted.filter(file => !isLong(file))]
  }
}
