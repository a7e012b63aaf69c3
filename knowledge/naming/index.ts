export { type VersionNames, versionNames } from './name-versions.ts'
