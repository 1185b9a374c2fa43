import type { DependencyDeclaration, DependencyGroup } from '../../model/declaration.ts';
import { groupOfName } from './group-names.ts';

const BUILDING =
  /(?:^|[a-z])(?:annotationProcessor|kapt|ksp|classpath|(?:detekt|ktlint|checkstyle|spotbugs|pmd|jacoco|errorprone|protobuf)\w*)$/i;
const PROVIDED = /(?:compileOnly|compileOnlyApi|providedCompile|providedRuntime|provided)$/i;
const SHIPPED = /(?:implementation|api|compile|runtime|runtimeOnly|coreLibraryDesugaring)$/i;

/**
 * What the name of a configuration says: https://docs.gradle.org/current/userguide/dependency_configurations.html
 * Source sets and variants stand before it (`testImplementation`, `releaseApi`); one of the project's own is nobody's to know.
 */
export function groupOfConfiguration(name: string): DependencyGroup {
  if (groupOfName(name) === 'development' || BUILDING.test(name)) return 'development';
  if (PROVIDED.test(name)) return 'peer';
  return SHIPPED.test(name) ? 'production' : 'optional';
}

/** Of a lockfile: the class paths that hold a module. */
export function groupOfClassPath(name: string): DependencyDeclaration['group'] {
  if (groupOfName(name) === 'development' || /annotationProcessor|kapt|ksp|Plugins?$/i.test(name)) return 'development';
  if (/runtimeClasspath$|^runtime$/i.test(name)) return 'production';
  return /compileClasspath$/i.test(name) ? 'peer' : 'unknown';
}
