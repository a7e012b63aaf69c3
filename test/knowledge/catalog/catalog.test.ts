import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, describe as group, it } from 'vitest'
import { allNodes, leaves, loadCatalog } from '../../../knowledge/catalog/catalog.ts'
import { compareBuilds, intersect, isEmpty, isWithin, overlaps, unite } from '../../../knowledge/catalog/ranges.ts'
import { releasesNamed } from '../../../knowledge/catalog/releases-named.ts'
import { versionNames } from '../../../knowledge/naming/index.ts'
import { catalog, inTemporaryFolder, productOf, versions } from '../room.ts'

const names = versionNames()
/** Where it is edited. */
const FOLDER = fileURLToPath(new URL('../../../knowledge/catalog', import.meta.url))
const products = [...catalog.products.values()]
const exchange = productOf('exchange-server')
const windows = productOf('windows-server')

group('the shipped catalog', () => {
  it('loads without a problem', () => {
    expect(loadCatalog(FOLDER).problems).toEqual([])
    expect([...catalog.products.keys()]).toEqual(
      expect.arrayContaining([
        'exchange-server',
        'windows-server',
        'outlook',
        'office',
        'sql-server',
        'windows-client',
      ]),
    )
  })

  it.each(products.map(p => [p.id, p] as const))(
    'lists the builds of %s from the oldest to the newest',
    (_, product) => {
      const builds = allNodes(product)
        .filter(n => n.kind === 'level' || n.kind === 'update')
        .map(n => n.build)
      expect(builds).toEqual([...builds].sort(compareBuilds))
      expect(new Set(builds.map(String)).size).toBe(builds.length)
    },
  )

  it.each(products.map(p => [p.id, p] as const))(
    'leaves no gap and no overlap between the versions of %s',
    (_, product) => {
      const smallest = leaves(product)
      for (const [i, leaf] of smallest.entries())
        expect(overlaps(leaf.ranges, smallest[i + 1]?.ranges ?? [])).toBe(false)
      expect(unite(...smallest.map(l => l.ranges))).toEqual(unite(...product.releases.map(r => r.ranges)))
    },
  )

  it('knows every version that its conflicts and bundles speak of', () => {
    for (const conflict of catalog.conflicts)
      for (const [id, ranges] of Object.entries(conflict.when)) {
        expect(catalog.products.has(id)).toBe(true)
        expect(isEmpty(ranges), `${id}: ${conflict.because}`).toBe(false)
      }
    for (const product of products)
      for (const bundle of product.file.bundles)
        for (const [id, texts] of Object.entries(bundle.means))
          for (const text of texts)
            expect(isEmpty(releasesNamed(catalog.products.get(id), [text])), bundle.name).toBe(false)
  })

  it('says that Exchange 2007 RTM cannot be on Windows Server 2008, and that SP1 can', () => {
    const forbids = (exchangeVersion: string, windowsVersion: string) =>
      catalog.conflicts.filter(
        c =>
          c.when['exchange-server'] &&
          c.when['windows-server'] &&
          isWithin(versions('exchange-server', exchangeVersion), c.when['exchange-server']) &&
          isWithin(versions('windows-server', windowsVersion), c.when['windows-server']),
      )
    expect(forbids('2007 RTM', '2008').map(c => c.kind)).toContain('impossible')
    expect(forbids('2007 SP1', '2008')).toEqual([])
    expect(forbids('2007 SP2', '2008 R2').map(c => c.kind)).toContain('unsupported')
    expect(forbids('2007 SP3', '2008 R2')).toEqual([])
  })

  it('has the builds on which the first article rests', () => {
    expect(versions('exchange-server', '2007 SP1 .. 2007 SP1 Update Rollup 3')).toEqual([
      { from: [8, 1, 240, 6], to: [8, 1, 311, 3] },
    ])
    expect(versions('windows-server', '2008')[0]?.from).toEqual([6, 0, 6001])
    expect(versions('windows-server', '2008')[0]?.to).toEqual([6, 1, 7600])
  })
})

group('a set of builds is named', () => {
  it.each([
    ['2007', 'Exchange Server 2007'],
    ['2007 SP1', 'Exchange Server 2007 SP1'],
    ['2007 SP1 Update Rollup 4', 'Exchange Server 2007 SP1 Update Rollup 4'],
    ['2007 SP1 .. 2007 SP1 Update Rollup 3', 'Exchange Server 2007 SP1 before Update Rollup 4'],
    ['2007 SP1 Update Rollup 4 .. 2007 SP1', 'Exchange Server 2007 SP1 Update Rollup 4 to Update Rollup 10'],
    ['2007 SP1 .. 2007 SP2', 'Exchange Server 2007 SP1 to SP2'],
    ['2007 RTM .. 2007 SP3', 'Exchange Server 2007'],
    ['2000', 'Exchange 2000 Server'],
  ])('%s as "%s"', (text, label) => expect(names.of(exchange, versions('exchange-server', text))).toBe(label))

  it('with its build when it is finer than the catalog', () => {
    expect(names.of(exchange, [{ from: [8, 1, 300, 1], to: [8, 1, 300, 1, 0] }])).toBe(
      'Exchange Server 2007 SP1 Update Rollup 3 (8.1.300.1)',
    )
  })

  it('in short without its build, and by the first of its parts', () => {
    const named = (text: string) => names.inShort(exchange, versions('exchange-server', text))
    expect(names.inShort(exchange, [{ from: [8, 1, 300, 1], to: [8, 1, 300, 1, 0] }])).toBe(
      'Exchange Server 2007 SP1 Update Rollup 3',
    )
    expect(named('2007 SP1 .. 2007 SP1 Update Rollup 3')).toBe('Exchange Server 2007 SP1 before Update Rollup 4')
    expect(
      names.inShort(
        exchange,
        unite(versions('exchange-server', '2007 RTM'), versions('exchange-server', '2007 SP2 .. 2007 SP3')),
      ),
    ).toBe('Exchange Server 2007 RTM and others')
  })

  it('as any version when it is all of them', () => {
    expect(names.of(windows, unite(...windows.releases.map(r => r.ranges)))).toBe('any version of Windows Server')
  })

  it('so that its name can be read back', () => {
    for (const product of products)
      for (const node of allNodes(product)) {
        if (node.kind === 'base') continue
        expect(releasesNamed(product, [node.label]), node.label).toEqual(node.ranges)
      }
  })
})

group('a version is read from a catalog text', () => {
  it.each([
    ['2007 SP1', '2007 Service Pack 1'],
    ['2007 SP1', '2007SP1'],
    ['2007 SP1 RU4', '2007 sp1 rollup 4'],
    ['2007 SP1 RU4', 'Exchange Server 2007 SP1 Update Rollup 4'],
    ['2007 RTM', '2007 gold'],
  ])('%s also when written "%s"', (text, other) => {
    expect(versions('exchange-server', other)).toEqual(versions('exchange-server', text))
  })

  it('as a range, both ends included', () => {
    const range = versions('exchange-server', '2007 SP1 .. 2010 SP1')
    expect(isWithin(versions('exchange-server', '2007 SP1'), range)).toBe(true)
    expect(isWithin(versions('exchange-server', '2010 SP1 RU8'), range)).toBe(true)
    expect(isEmpty(intersect(versions('exchange-server', '2010 SP2'), range))).toBe(true)
    expect(isEmpty(intersect(versions('exchange-server', '2007 RTM'), range))).toBe(true)
  })

  it.each(['', '..', '2007 ..', '.. 2007', '2007 SP9', '2007 SP1 RU99', 'SP1', '2010 .. 2007', '2008', 'constructor'])(
    'not at all from %j',
    text => expect(releasesNamed(exchange, [text])).toEqual([]),
  )

  it('not for a product that is not there', () => expect(releasesNamed(undefined, ['2007'])).toEqual([]))
})

group('a broken catalog file', () => {
  const good = `id: widget
name: Widget
releases:
  - id: "1"
    name: Widget 1
    short: ["1"]
    levels:
      - { id: RTM, name: RTM, build: 1.0.0 }
      - { id: SP1, name: Service Pack 1, build: 1.1.0 }
`
  const load = (files: Readonly<Record<string, string>>) =>
    inTemporaryFolder(async folder => {
      for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text)
      const { catalog: loaded, problems } = loadCatalog(folder)
      return {
        ids: [...loaded.products.keys()],
        problems: problems.map(p => ({ code: p.code, line: p.line, file: p.file.replace(`${folder}/`, '') })),
      }
    })

  it('is told from a good one', async () => {
    expect(await load({ 'widget.yaml': good })).toEqual({ ids: ['widget'], problems: [] })
  })

  it.each([
    ['builds in the wrong order', good.replace('1.1.0', '0.9.0'), 'yaml-value', 9],
    ['the same build twice', good.replace('1.1.0', '1.0.0'), 'yaml-value', 9],
    ['a build that is none', good.replace('1.1.0', 'one'), 'yaml-value', 9],
    ['a date that is none', good.replace('build: 1.1.0', 'build: 1.1.0, date: 7 Oct 2008'), 'yaml-value', 9],
    [
      'a day that is not in the calendar',
      good.replace('build: 1.1.0', 'build: 1.1.0, date: 2009-02-30'),
      'yaml-value',
      9,
    ],
    [
      'a service pack that came out before the release',
      good
        .replace('build: 1.0.0', 'build: 1.0.0, date: 2008-10')
        .replace('build: 1.1.0', 'build: 1.1.0, date: 2007-03-01'),
      'yaml-value',
      9,
    ],
    [
      'updates in another order than their dates',
      `${good.slice(0, good.lastIndexOf(' }'))}, updates: [{ id: U1, name: Update 1, build: 1.1.1, date: 2009-05 },\n          { id: U2, name: Update 2, build: 1.1.2, date: 2009-04 }] }\n`,
      'yaml-value',
      10,
    ],
    [
      'an end of support before the release',
      good.replace('    short:', '    endOfSupport: 2001-01\n    short:').replace('1.0.0', '1.0.0, date: 2003-01'),
      'yaml-value',
      6,
    ],
    ['an unknown key', good.replace('name: Widget\n', 'name: Widget\nnmaes: [w]\n'), 'yaml-value', 3],
    ['no releases', 'id: widget\nname: Widget\nreleases: []\n', 'yaml-value', 3],
    ['an id with capitals', good.replace('id: widget', 'id: Widget'), 'yaml-value', 1],
    ['a list for a name', good.replace('name: Widget\n', 'name: [Widget]\n'), 'yaml-value', 2],
    ['a bracket left open', good.replace('["1"]', '["1"'), 'yaml-syntax', 6],
    ['a key twice', `${good}name: Gadget\n`, 'yaml-syntax', 10],
    ['a tab as indentation', good.replace('    name: Widget 1', '\tname: Widget 1'), 'yaml-syntax', 5],
    ['nothing', '', 'yaml-value', 1],
    ['a bare word', 'widget', 'yaml-value', 1],
    ['an alias', good.replace('name: Widget 1', 'name: &w Widget 1\n    source: *w'), 'yaml-alias', 6],
    ['a bomb of aliases', bomb(), 'yaml-alias', 2],
    ['more than a megabyte', `# ${'x'.repeat(1024 * 1024)}\n${good}`, 'yaml-too-large', 1],
  ])('with %s is a problem with its place, and the others are read', async (_, text, code, line) => {
    const { ids, problems } = await load({ 'bad.yaml': text, 'good.yaml': good.replace('id: widget', 'id: good') })
    expect(ids).toEqual(['good'])
    expect(problems[0]).toEqual({ code, line, file: 'bad.yaml' })
  })

  const bundle = (means: string) => `${good}bundles:\n  - { names: [kit], name: Kit,\n      means: ${means} }\n`
  const together = (when: string) => `${good}impossible:\n  - kind: impossible\n    because: no\n    when: ${when}\n`

  it.each([
    ['a bundle with a product that is not there', bundle('{ gadget: "1" }'), 12],
    ['a bundle with a version that is not there', bundle('{ widget: "2" }'), 12],
    ['a combination with a product that is not there', together('{ widget: "1", gadget: "1" }'), 13],
    ['a combination with a service pack that is not there', together('{ widget: ["1", "1 SP9"], good: "1" }'), 13],
    ['a combination with a range that ends before it begins', together('{ widget: "1 SP1 .. 1 RTM", good: "1" }'), 13],
    ['other words beside a product that is not there', `${good}subjectBeside:\n  gadget: your gadget\n`, 11],
    ['a bare name that no release has', `${good}bareAfter: ["3"]\n`, 10],
  ])('with %s is a problem with its place, and its product is known', async (_, text, line) => {
    const { ids, problems } = await load({ 'bad.yaml': text, 'good.yaml': good.replace('id: widget', 'id: good') })
    expect(ids).toEqual(['widget', 'good'])
    expect(problems).toEqual([{ code: 'yaml-value', line, file: 'bad.yaml' }])
  })

  it('with the product of another file is a problem, and the first is used', async () => {
    const { ids, problems } = await load({ 'a.yaml': good, 'b.yaml': good })
    expect([ids, problems]).toEqual([['widget'], [{ code: 'yaml-value', line: 1, file: 'b.yaml' }]])
  })

  function bomb(): string {
    const levels = Array.from({ length: 9 }, (_, i) => `l${i + 1}: &l${i + 1} [${Array(9).fill(`*l${i}`).join(', ')}]`)
    return `l0: &l0 [x]\n${levels.join('\n')}\n`
  }
})
