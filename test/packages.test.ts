import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { extractors } from '../src/extractors/registry.ts';
import { memoryFiles } from '../src/files/memory.ts';
import { linkDependencies } from '../src/linkers/vendors/dependencies.ts';
import { judgeVendors } from '../src/linkers/vendors/judge.ts';
import { linkVendors } from '../src/linkers/vendors/link-vendors.ts';
import { discover } from '../src/pipeline/discover.ts';
import { extract } from '../src/pipeline/extract.ts';
import type { Catalog } from '../src/schemas/catalog.ts';
import { compiledVendor, vendorSchema } from '../src/schemas/vendor.ts';
import { sourceText } from '../src/text/source-text.ts';
import { filesBelow, foldersIn } from './helpers/goldens.ts';

const FIXTURES = 'fixtures/extractors';

const maple = compiledVendor(
  vendorSchema.parse({
    id: 'maple-pay',
    name: 'Maple Pay',
    company: 'Maple Pay',
    website: 'https://maple-pay.example',
    purposes: ['payment'],
    locations: ['CA'],
    categories: ['user.payment'],
    detect: {
      packages: [
        'maple',
        'pypi:maple-pay',
        'golang:git.maple.example/maple-go',
        'gem:maple',
        'composer:maple/maple-php',
        'maven:ca.maple:*',
        'nuget:Maple.Net',
        'cargo:maple-pay',
        'hex:maple',
        'pub:maple_flutter',
      ],
      env: ['MAPLE_KEY'],
    },
    examples: { yes: ['package maple'], no: ['package syrup'] },
  }),
);

async function scan(files: Readonly<Record<string, string>>) {
  const source = memoryFiles(files);
  const discovery = discover({ paths: (await source.list()).paths, roots: ['.'], ignore: [], documents: [] });
  const { declarations } = await extract({
    source,
    inputs: discovery.inputs,
    references: [],
    loadSyntax: () => Promise.reject(new Error('no grammar is needed')),
  });
  const input = {
    ...discovery,
    declarations,
    catalog: { vendors: [maple], regions: {} } as unknown as Catalog,
    files: Object.keys(files).sort(),
  };
  const { signals } = linkVendors(input, []);
  return {
    dependencies: linkDependencies(input).map(({ scope, name, version, group }) => [scope, name, version, group]),
    role: judgeVendors(signals, [maple])[0]?.role ?? null,
    signals: signals.map(({ signal, strength, text, role, place }) => [
      signal,
      strength,
      text,
      role,
      `${place.file}:${place.span.startLine}`,
    ]),
  };
}

const roleOf = async (files: Readonly<Record<string, string>>) => (await scan(files)).role;

describe('Python', () => {
  it('takes an SDK of production as proof, whoever writes its name how', async () => {
    expect(await scan({ 'requirements.txt': 'flask\nMaple_Pay[async]>=1 # pays\n' })).toMatchObject({
      role: 'subprocessor',
      signals: [['package', 'strong', 'pypi:Maple_Pay', 'production', 'requirements.txt:2']],
    });
    expect(await roleOf({ 'pyproject.toml': '[project]\ndependencies = ["maple.pay"]\n' })).toBe('subprocessor');
    expect(await roleOf({ 'pyproject.toml': '[tool.poetry.dependencies]\nmaple-pay = "^1"\n' })).toBe('subprocessor');
    expect(await roleOf({ Pipfile: '[packages]\nmaple-pay = "*"\n' })).toBe('subprocessor');
    expect(await roleOf({ 'setup.cfg': '[options]\ninstall_requires =\n  maple-pay\n' })).toBe('subprocessor');
    expect(await roleOf({ 'setup.py': 'setup(install_requires=["maple-pay>=1"])\n' })).toBe('subprocessor');
  });

  it('accuses nobody for development, tests, extras, comments and stubs', async () => {
    expect(await roleOf({ 'requirements-dev.txt': 'maple-pay\n' })).toBe('dev-only');
    expect(await roleOf({ 'requirements/test.txt': 'maple-pay\n' })).toBe('dev-only');
    expect(await roleOf({ 'docs/requirements.txt': 'maple-pay\n' })).toBe('dev-only');
    expect(await roleOf({ 'requirements.txt': '# maple-pay==1\nflask # maple-pay\n' })).toBeNull();
    expect(await roleOf({ 'requirements.txt': 'types-maple-pay\n' })).toBe('dev-only');
    expect(await roleOf({ 'pyproject.toml': '[dependency-groups]\ndev = ["maple-pay"]\n' })).toBe('dev-only');
    expect(await roleOf({ 'pyproject.toml': '[project]\n# dependencies = ["maple-pay"]\n' })).toBeNull();
    expect(await roleOf({ 'pyproject.toml': '[project.optional-dependencies]\npay = ["maple-pay"]\n' })).toBe(
      'optional',
    );
    expect(
      await roleOf({ 'setup.py': '# setup(install_requires=["maple-pay"])\nsetup(install_requires=["x"])\n' }),
    ).toBeNull();
    expect(await roleOf({ 'tests/requirements.txt': 'maple-pay\n' })).toBeNull();
  });

  it('lets lockfiles and constraints add to a doubt, never detect', async () => {
    const lock = (group: string) => `[[package]]\nname = "maple-pay"\nversion = "1.2"\ngroups = ["${group}"]\n`;
    expect(await roleOf({ 'poetry.lock': lock('main') })).toBeNull();
    expect(await roleOf({ 'poetry.lock': lock('main'), '.env': 'MAPLE_KEY=' })).toBe('subprocessor');
    expect(await roleOf({ 'poetry.lock': lock('dev'), '.env': 'MAPLE_KEY=' })).toBe('possible');
    expect(await roleOf({ 'constraints.txt': 'maple-pay==1\n', '.env': 'MAPLE_KEY=' })).toBe('possible');
    const compiled =
      '# This file is autogenerated by pip-compile\nshop==1 # via -r requirements.in\nmaple-pay==1 # via shop\n';
    expect(await roleOf({ 'requirements.txt': compiled })).toBeNull();
  });

  it('takes versions from the lockfile of its own ecosystem', async () => {
    const { dependencies } = await scan({
      'api/pyproject.toml': '[project]\ndependencies = ["Maple_Pay>=1"]\n',
      'api/package-lock.json': '{"packages": {"node_modules/maple-pay": {"version": "9.9.9"}}}',
      'uv.lock': '[[package]]\nname = "maple-pay"\nversion = "1.2"\n',
    });
    expect(dependencies).toEqual([['api', 'Maple_Pay', '1.2', 'production']]);
  });
});

const artifact = (more = '', name = 'maple-java') =>
  `<dependency><groupId>ca.maple</groupId><artifactId>${name}</artifactId>${more}</dependency>`;
const pom = (dependencies: string, more = '') =>
  `<project><groupId>x</groupId>${more}<dependencies>${dependencies}</dependencies></project>`;
const managed = (entry: string) => `<dependencyManagement><dependencies>${entry}</dependencies></dependencyManagement>`;
const csproj = (...items: readonly string[]) =>
  `<Project Sdk="Microsoft.NET.Sdk"><ItemGroup>${items.join('\n')}</ItemGroup></Project>`;

type Case = readonly [about: string, role: string | null, files: Readonly<Record<string, string>>];

const MANIFESTS: readonly Case[] = [
  ['Go: required', 'subprocessor', { 'go.mod': 'module x\nrequire git.maple.example/maple-go/v3 v3.1.0\n' }],
  ['Go: indirect', null, { 'go.mod': 'module x\nrequire git.maple.example/maple-go v1.0.0 // indirect\n' }],
  [
    'Go: indirect beside a setting',
    'possible',
    { 'go.mod': 'module x\nrequire git.maple.example/maple-go v1.0.0 // indirect\n', '.env': 'MAPLE_KEY=' },
  ],
  [
    'Go: a tool',
    'dev-only',
    {
      'go.mod':
        'module x\nrequire git.maple.example/maple-go v1.0.0 // indirect\ntool git.maple.example/maple-go/cmd/maple\n',
    },
  ],
  ['Go: commented out', null, { 'go.mod': 'module x\nrequire (\n\t// git.maple.example/maple-go v1.0.0\n)\n' }],
  [
    'Go: of a folder of tools',
    'dev-only',
    { 'web/tools/prices/go.mod': 'module x\nrequire git.maple.example/maple-go v1.0.0\n' },
  ],
  ['Gem: required', 'subprocessor', { Gemfile: "gem 'maple', require: false\n" }],
  ['Gem: for development', 'dev-only', { Gemfile: "group :development do\n  gem 'maple'\nend\n" }],
  ['Gem: for tests', 'dev-only', { Gemfile: "gem 'maple', group: %i[test ci]\n" }],
  ['Gem: for tests and production', 'subprocessor', { Gemfile: "gem 'maple', groups: [:test, :production]\n" }],
  ['Gem: of a group without a meaning', 'subprocessor', { Gemfile: "group :trees do\n  gem 'maple'\nend\n" }],
  ['Gem: under a condition', 'optional', { Gemfile: "if ENV['PAY']\n  gem 'maple'\nend\n" }],
  ['Gem: commented out', null, { Gemfile: "=begin\ngem 'maple'\n=end\n# gem 'maple'\n" }],
  ['Gem: with a computed name', null, { Gemfile: 'gem "ma#{x}"\ngem x ? "maple" : "birch"\n' }],
  ['Gem: a folder of the project', null, { Gemfile: "gem 'maple', path: 'maple'\n" }],
  ['Gem: a specification', 'subprocessor', { 'x.gemspec': "s.add_dependency 'maple', '~> 1'\n" }],
  ['Gem: a specification for development', 'dev-only', { 'x.gemspec': "s.add_development_dependency('maple')\n" }],
  ['Gem: locked', null, { 'Gemfile.lock': 'GEM\n  specs:\n    maple (1.0)\n' }],
  ['Composer: required', 'subprocessor', { 'composer.json': '{"require": {"Maple/maple-php": "^1"}}' }],
  ['Composer: for development', 'dev-only', { 'composer.json': '{"require-dev": {"maple/maple-php": "^1"}}' }],
  ['Composer: suggested', null, { 'composer.json': '{"suggest": {"maple/maple-php": "to pay"}}' }],
  [
    'Composer: locked beside a setting',
    'subprocessor',
    { 'composer.lock': '{"packages": [{"name": "maple/maple-php", "version": "1.0"}]}', '.env': 'MAPLE_KEY=' },
  ],
  [
    'Composer: locked for development beside a setting',
    'possible',
    { 'composer.lock': '{"packages-dev": [{"name": "maple/maple-php", "version": "1.0"}]}', '.env': 'MAPLE_KEY=' },
  ],
  ['Cargo: required', 'subprocessor', { 'Cargo.toml': '[dependencies]\nmaple_pay = "1"\n' }],
  ['Cargo: renamed', 'subprocessor', { 'Cargo.toml': '[dependencies]\npay = {package = "maple-pay"}\n' }],
  ['Cargo: for tests', 'dev-only', { 'Cargo.toml': '[dev-dependencies]\nmaple-pay = "1"\n' }],
  ['Cargo: for building', 'dev-only', { 'Cargo.toml': '[build-dependencies]\nmaple-pay = "1"\n' }],
  ['Cargo: optional', 'optional', { 'Cargo.toml': '[dependencies]\nmaple-pay = {version = "1", optional = true}\n' }],
  [
    'Cargo: optional, but on by default',
    'subprocessor',
    {
      'Cargo.toml':
        '[features]\ndefault = ["pay"]\npay = ["dep:maple-pay"]\n[dependencies]\nmaple-pay = {version = "1", optional = true}\n',
    },
  ],
  [
    'Cargo: offered by the workspace, used by a member',
    'subprocessor',
    {
      'Cargo.toml': '[workspace.dependencies]\npay = {package = "maple-pay", version = "1"}\n',
      'api/Cargo.toml': '[dependencies]\npay.workspace = true\n',
    },
  ],
  ['Cargo: offered, used by nobody', null, { 'Cargo.toml': '[workspace.dependencies]\nmaple-pay = "1"\n' }],
  [
    'Cargo: a folder of the project',
    null,
    {
      'Cargo.toml': '[workspace.dependencies]\nmaple-pay = {path = "maple-pay"}\n',
      'api/Cargo.toml': '[dependencies]\nmaple-pay.workspace = true\n',
      'web/Cargo.toml': '[dependencies]\nmaple-pay = {path = "../maple-pay"}\n',
    },
  ],
  ['Hex: required', 'subprocessor', { 'mix.exs': 'defp deps do\n  [{:maple, "~> 1.0"}]\nend\n' }],
  ['Hex: for tests', 'dev-only', { 'mix.exs': 'defp deps do\n  [{:maple, "~> 1.0", only: [:dev, :test]}]\nend\n' }],
  ['Hex: not at runtime', 'dev-only', { 'mix.exs': 'defp deps, do: [{:maple, "~> 1.0", runtime: false}]\n' }],
  ['Hex: optional', 'optional', { 'mix.exs': 'defp deps, do: [{:maple, "~> 1.0", optional: true}]\n' }],
  ['Hex: renamed', 'subprocessor', { 'mix.exs': 'defp deps, do: [{:pay, "~> 1.0", hex: :maple}]\n' }],
  ['Hex: an application of the umbrella', null, { 'mix.exs': 'defp deps, do: [{:maple, in_umbrella: true}]\n' }],
  ['Hex: no list of dependencies', null, { 'mix.exs': 'def project, do: [flags: {:maple, "x"}]\n' }],
  ['Hex: commented out', null, { 'mix.exs': 'defp deps do\n  [\n  # {:maple, "~> 1.0"}\n  ]\nend\n' }],
  ['pub: required', 'subprocessor', { 'pubspec.yaml': 'dependencies:\n  maple_flutter: ^1.0.0\n' }],
  ['pub: for development', 'dev-only', { 'pubspec.yaml': 'dev_dependencies:\n  maple_flutter: ^1.0.0\n' }],
  ['pub: a folder of the project', null, { 'pubspec.yaml': 'dependencies:\n  maple_flutter:\n    path: ../maple\n' }],
  ['pub: an override', null, { 'pubspec.yaml': 'dependency_overrides:\n  maple_flutter: 1.0.0\n' }],
  [
    'pub: locked beside a setting',
    'subprocessor',
    {
      'pubspec.lock': 'packages:\n  maple_flutter:\n    dependency: "direct main"\n    version: "1.0.0"\n',
      '.env': 'MAPLE_KEY=',
    },
  ],
  ['Maven: required', 'subprocessor', { 'pom.xml': pom(artifact()) }],
  ['Maven: for tests', 'dev-only', { 'pom.xml': pom(artifact('<scope>test</scope>')) }],
  ['Maven: provided', 'optional', { 'pom.xml': pom(artifact('<scope>provided</scope>')) }],
  ['Maven: optional', 'optional', { 'pom.xml': pom(artifact('<optional>true</optional>')) }],
  ['Maven: commented out', null, { 'pom.xml': pom(`<!-- ${artifact()} -->`) }],
  ['Maven: managed, used by nobody', null, { 'pom.xml': pom('', managed(artifact())), 'a/pom.xml': pom('') }],
  [
    'Maven: managed for tests, used by a module',
    'dev-only',
    { 'pom.xml': pom('', managed(artifact('<scope>test</scope>'))), 'a/pom.xml': pom(artifact()) },
  ],
  [
    'Maven: managed for tests, but not used for them',
    'subprocessor',
    {
      'pom.xml': pom('', managed(artifact('<scope>test</scope>'))),
      'a/pom.xml': pom(artifact('<scope>compile</scope>')),
    },
  ],
  [
    'Maven: managed as such and with its tests',
    'subprocessor',
    {
      'pom.xml': pom('', managed(artifact() + artifact('<type>test-jar</type><scope>test</scope>'))),
      'a/pom.xml': pom(artifact()),
    },
  ],
  [
    'Maven: of a plugin',
    null,
    { 'pom.xml': `<project><build><plugins><plugin>${pom(artifact())}</plugin></plugins></build></project>` },
  ],
  [
    'Maven: of a profile',
    'optional',
    {
      'pom.xml': `<project><profiles><profile><id>pay</id><dependencies>${artifact()}</dependencies></profile></profiles></project>`,
    },
  ],
  ['NuGet: required', 'subprocessor', { 'A.csproj': csproj('<PackageReference Include="maple.net" Version="1.0" />') }],
  [
    'NuGet: a build tool',
    'dev-only',
    { 'A.csproj': csproj('<PackageReference Include="Maple.Net" PrivateAssets="all" />') },
  ],
  [
    'NuGet: of a project of tests',
    'dev-only',
    { 'A.csproj': csproj('<PackageReference Include="Maple.Net" />', '<PackageReference Include="NUnit" />') },
  ],
  [
    'NuGet: of a project named for tests',
    'dev-only',
    { 'PayTests.csproj': csproj('<PackageReference Include="Maple.Net" />') },
  ],
  [
    'NuGet: offered, used by nobody',
    null,
    { 'Directory.Packages.props': csproj('<PackageVersion Include="Maple.Net" Version="1" />') },
  ],
  [
    'NuGet: shared by all below',
    'subprocessor',
    { 'Directory.Build.props': csproj('<PackageReference Include="Maple.Net" />') },
  ],
  ['NuGet: commented out', null, { 'A.csproj': csproj('<!-- <PackageReference Include="Maple.Net" /> -->') }],
  [
    'NuGet: packages.config',
    'subprocessor',
    { 'packages.config': '<packages><package id="Maple.Net" version="1.0" /></packages>' },
  ],
  [
    'NuGet: packages.config, for development',
    'dev-only',
    { 'packages.config': '<packages><package id="Maple.Net" developmentDependency="true" /></packages>' },
  ],
  [
    'Gradle: required',
    'subprocessor',
    { 'build.gradle': "dependencies {\n  implementation 'ca.maple:maple-java:1'\n}\n" },
  ],
  [
    'Gradle: in Kotlin',
    'subprocessor',
    { 'build.gradle.kts': 'dependencies { implementation("ca.maple:maple-java:1") }\n' },
  ],
  [
    'Gradle: by map',
    'subprocessor',
    { 'build.gradle': "dependencies { api group: 'ca.maple', name: 'maple-java' }\n" },
  ],
  [
    'Gradle: for tests',
    'dev-only',
    { 'build.gradle': "dependencies { testImplementation 'ca.maple:maple-java:1' }\n" },
  ],
  ['Gradle: while compiling', 'optional', { 'build.gradle': "dependencies { compileOnly 'ca.maple:maple-java:1' }\n" }],
  [
    'Gradle: of the build',
    'dev-only',
    { 'build.gradle': "buildscript { dependencies { classpath 'ca.maple:x:1' } }\n" },
  ],
  ['Gradle: a list of versions', null, { 'build.gradle': "dependencies { api platform('ca.maple:bom:1') }\n" }],
  [
    'Gradle: commented out',
    null,
    { 'build.gradle': "dependencies { /* api 'ca.maple:x:1' */ }\n// api 'ca.maple:x:1'\n" },
  ],
  [
    'Gradle: excluded',
    null,
    { 'build.gradle': "dependencies { api('a:b:1') { exclude group: 'ca.maple', module: 'x' } }\n" },
  ],
  ['Gradle: a constraint', null, { 'build.gradle': "dependencies { constraints { api 'ca.maple:x:1' } }\n" }],
  [
    'Gradle: offered by a catalogue, used by a part',
    'subprocessor',
    {
      'gradle/libs.versions.toml': '[libraries]\nmaple-java = "ca.maple:maple-java:1"\n',
      'pay/build.gradle.kts': 'dependencies { implementation(libs.maple.java) }\n',
    },
  ],
  [
    'Gradle: in a bundle used by tests',
    'dev-only',
    {
      'gradle/libs.versions.toml': '[libraries]\nmaple = {module = "ca.maple:x"}\n[bundles]\ntrees = ["maple"]\n',
      'pay/build.gradle.kts': 'dependencies { testImplementation(libs.bundles.trees) }\n',
    },
  ],
  ['Gradle: offered, used by nobody', null, { 'gradle/libs.versions.toml': '[libraries]\nmaple = "ca.maple:x:1"\n' }],
  [
    'Gradle: named in an extra property, used by a part',
    'subprocessor',
    {
      'build.gradle': "ext.deps = [pay: [maple: 'ca.maple:x:1', other: 'a:b:1']]\n",
      'pay/build.gradle': 'dependencies { implementation rootProject.deps.pay.maple }\n',
    },
  ],
  [
    'Gradle: named in an extra property, used for tests',
    'dev-only',
    { 'build.gradle': "def maple = 'ca.maple:x:1'\ndependencies { testImplementation maple }\n" },
  ],
  [
    'Gradle: named in a constant of the build, used by a part',
    'subprocessor',
    {
      'buildSrc/src/main/java/Deps.kt': 'object Deps { object Pay { const val maple = "ca.maple:x:$v" } }\n',
      'pay/build.gradle.kts': 'dependencies { implementation(Deps.Pay.maple) }\n',
    },
  ],
  [
    'Gradle: of a catalogue in the settings',
    'subprocessor',
    {
      'settings.gradle':
        "dependencyResolutionManagement { versionCatalogs { trees { library('maple', 'ca.maple:x:1') } } }\n",
      'pay/build.gradle': 'dependencies { implementation trees.maple }\n',
    },
  ],
  [
    'Gradle: locked on the run-time class path beside a setting',
    'subprocessor',
    { 'gradle.lockfile': 'ca.maple:x:1=runtimeClasspath\n', '.env': 'MAPLE_KEY=' },
  ],
  [
    'Gradle: locked for tests beside a setting',
    'possible',
    { 'gradle.lockfile': 'ca.maple:x:1=testRuntimeClasspath\n', '.env': 'MAPLE_KEY=' },
  ],
  ['Deno: imported from npm', 'subprocessor', { 'deno.json': '{"imports": {"pay": "npm:maple@^1/client"}}' }],
  ['Bun: locked', null, { 'bun.lock': '{"packages": {"maple": ["maple@1.0.0", "", {}]}}' }],
];

describe('other ecosystems', () => {
  it.each(MANIFESTS)('%s: %s', async (_about, role, files) => {
    expect(await roleOf(files)).toBe(role);
  });

  const VERSIONS: readonly (readonly [string, string, Readonly<Record<string, string>>])[] = [
    [
      'Cargo: of the workspace',
      '1.2',
      {
        'Cargo.toml': '[workspace.dependencies]\nmaple-pay = "1.2"\n',
        'api/Cargo.toml': '[dependencies]\nmaple-pay = { workspace = true }\n',
      },
    ],
    [
      'Cargo: of the lockfile',
      '1.2.3',
      {
        'api/Cargo.toml': '[dependencies]\nmaple-pay = "1"\n',
        'Cargo.lock': '[[package]]\nname = "maple-pay"\nversion = "1.2.3"\nsource = "registry+x"\n',
      },
    ],
    [
      'Gem: of the lockfile',
      '1.2.3',
      { Gemfile: "gem 'maple', '~> 1'\n", 'Gemfile.lock': 'GEM\n  specs:\n    maple (1.2.3-java)\n' },
    ],
    [
      'Hex: of the lockfile',
      '1.2.3',
      {
        'mix.exs': 'defp deps, do: [{:pay, "~> 1.0", hex: :maple}]\n',
        'mix.lock': '%{\n  "pay": {:hex, :maple, "1.2.3", "0f"},\n}\n',
      },
    ],
    [
      'pub: of the lockfile',
      '1.2.3',
      {
        'pubspec.yaml': 'dependencies:\n  maple_flutter: ^1.0.0\n',
        'pubspec.lock': 'packages:\n  maple_flutter:\n    version: "1.2.3"\n',
      },
    ],
    [
      'Maven: of the parent',
      '2.3.0',
      {
        'pom.xml': `<project>${managed(artifact('<version>${m}.0</version>'))}<properties><m>2.3</m></properties></project>`,
        'a/b/pom.xml': pom(artifact()),
      },
    ],
    [
      'NuGet: of a list that names it twice',
      '1.5.0',
      {
        'Directory.Packages.props': csproj(
          '<PackageVersion Include="Maple.Net" Version="1.4.0" />',
          '<PackageVersion Update="Maple.Net" Version="1.5.0" />',
        ),
        'src/A/A.csproj': csproj('<PackageReference Include="Maple.Net" />'),
      },
    ],
    [
      'Gradle: of the catalogue',
      '2.0.1',
      {
        'gradle/libs.versions.toml':
          '[versions]\nm = "2.0.1"\n[libraries]\nmaple = {module = "ca.maple:x", version.ref = "m"}\n',
        'pay/build.gradle': 'dependencies { implementation libs.maple }\n',
      },
    ],
    [
      'npm: of the lockfile of Bun',
      '1.2.3',
      {
        'package.json': '{"dependencies": {"maple": "^1"}}',
        'bun.lock': '{"packages": {"maple": ["maple@1.2.3", "", {}],}}',
      },
    ],
    [
      'NuGet: of the central list',
      '1.4.0',
      {
        'Directory.Packages.props': csproj('<PackageVersion Include="Maple.Net" Version="1.4.0" />'),
        'src/A/A.csproj': csproj('<PackageReference Include="Maple.Net" />'),
      },
    ],
    [
      'NuGet: of the lockfile',
      '1.4.2',
      {
        'A.csproj': csproj('<PackageReference Include="Maple.Net" Version="1.*" />'),
        'packages.lock.json': '{"dependencies": {"net9.0": {"Maple.Net": {"type": "Direct", "resolved": "1.4.2"}}}}',
      },
    ],
    [
      'Composer: of the lockfile',
      'v1.2.3',
      {
        'composer.json': '{"require": {"maple/maple-php": "^1"}}',
        'composer.lock': '{"packages": [{"name": "maple/maple-php", "version": "v1.2.3"}]}',
      },
    ],
  ];
  it.each(VERSIONS)('version of %s', async (_about, version, files) => {
    const { dependencies } = await scan(files);
    expect(dependencies.map(([, , found]) => found)).toEqual([version]);
  });
});

describe('manifests and locks cut and mixed at random', () => {
  const KINDS = /^(?:bun|cargo|composer|deno|gem|go-mod|gradle|maven|mix|npm|nuget|pip|pnpm|pub|py|setup|uv|yarn)/;
  const texts = foldersIn(FIXTURES)
    .filter((id) => KINDS.test(id))
    .flatMap((id) => filesBelow(`${FIXTURES}/${id}`).map((path) => [id, `${FIXTURES}/${id}/${path}`] as const))
    .filter(([, path]) => path.includes('/input/'))
    .map(([id, path]) => [id, readFileSync(path, 'utf8')] as const);
  const entries = extractors.filter(({ id }) => KINDS.test(id));

  it.each(entries.map((entry) => [entry.id, entry] as const))(
    '%s never throws, and points into the file',
    async (id, entry) => {
      const { extract: read } = await entry.load();
      const own = texts.filter(([kind]) => kind === id).map(([, text]) => text);
      const piece = fc
        .tuple(fc.constantFrom(...own), fc.nat(), fc.nat({ max: 80 }))
        .map(([text, at, length]) => text.slice(at % text.length, (at % text.length) + length));
      const noise = fc.constantFrom(
        '{',
        '}',
        '[',
        ')',
        '"',
        "'",
        '\n',
        '<',
        '${',
        '#{',
        ':',
        ',',
        '=',
        ' do\n',
        '\nend\n',
        '/*',
      );
      fc.assert(
        fc.property(fc.array(fc.oneof(piece, piece, noise), { maxLength: 40 }), (parts) => {
          const text = parts.join('');
          const lines = text.split(/\r\n|\n|\r/).length;
          for (const { span } of read({ source: sourceText('a/b', text), cursor: null, names: [] }).declarations) {
            expect(span.startLine).toBeGreaterThan(0);
            expect(span.endLine).toBeLessThanOrEqual(lines);
            expect(span.startLine < span.endLine || span.startColumn <= span.endColumn).toBe(true);
          }
        }),
        { numRuns: 60, seed: 20261124 },
      );
    },
  );
});

/** Kind, what is read all the same, and a text from which a piece is missing. */
const DAMAGED: readonly (readonly [string, readonly string[], string])[] = [
  ['gemfile', ['b'], 'gem "a\ngem "b"\n'],
  ['gemfile', ['a', 'b'], 'group :metrics do\n  gem "a"\ngem "b"\n'],
  ['gemspec', ['b'], 's.add_dependency "a\ns.add_dependency "b"\n'],
  ['gemfile-lock', ['b'], 'GEM\n  specs:\n    a (1.0\n    b (1.0)\n'],
  ['gemfile-lock', ['a', 'b'], '<<<<<<< ours\nGEM\n  specs:\n    a (1.0)\n    b (1.0)\n'],
  ['mix', ['a', 'b'], 'defp deps do\n[{:a, "~> 1.0, only: :dev},\n{:b, "~> 1.0"}]\nend\n'],
  ['mix', ['a'], 'defp deps do\n[{:a, "~> 1.0",\n{:b, "~> 1.0"}]\nend\n'],
  ['mix-lock', ['b'], '%{\n  "a": {:hex, :a,\n  "b": {:hex, :b, "1.0.0", "0f"},\n}\n'],
  ['gradle', ['g:b'], "dependencies {\n  implementation 'g:a:1\n  api 'g:b:1'\n}\n"],
  ['gradle', ['g:a'], "dependencies {\n  implementation 'g:a:1'\n"],
  ['gradle-lock', ['g:b'], 'g:a=runtimeClasspath\ng:b:1=runtimeClasspath\n'],
  ['go-mod', ['b.example/b'], 'module m\nreq a.example/a v1.0.0\nrequire b.example/b v1.0.0\n'],
  ['pubspec', ['b'], 'dependencies:\n  a ^1.0.0\n  b: ^1.0.0\n'],
  ['setup-cfg', ['b'], '[options]\ninstall_requires =\n  a >= \n  b\n'],
  [
    'cargo-lock',
    ['b'],
    '[[package]]\nname = "a\nversion = "1"\n[[package]]\nname = "b"\nversion = "1"\nsource = "x"\n',
  ],
  [
    'python-lock',
    ['a', 'b'],
    '[[package]]\nname = "a"\nversion = "1"\nfiles = [\n    {file = "x"},\n[[package]]\nname = "b"\nversion = "1"\n',
  ],
  ['uv-lock', ['b'], '[[package]\nname = "a"\nversion = "1"\n[[package]]\nname = "b"\nversion = "1"\n'],
  ['yarn-lock', ['b'], '"a@^1":\n  resolved "x"\n\nb@^1:\n  version "1.0.0"\n'],
  ['yarn-lock', ['a', 'b'], '"a@^1":\n  version "1.0.0"\n=======\nb@^1:\n  version "1.0.0"\n'],
  [
    'pnpm-lock',
    ['a', 'b'],
    "lockfileVersion: '9.0'\npackages:\n  a@1.0.0:\n    resolution: {}\n>>>>>>> theirs\n  b@1.0.0:\n    resolution: {}\n",
  ],
  ['npm-lock', ['a'], '{"packages": {"node_modules/a": {"version": "1.0.0"}, "node_modules/b": {"version": '],
  [
    'maven-pom',
    ['g:a'],
    '<project><dependencies><dependency><groupId>g</groupId><artifactId>a</artifactId></dependency><dependency><groupId>g',
  ],
];

describe('what is missing from a manifest or a lock is told, and the rest is read', () => {
  it.each(DAMAGED)('%s reads %j of %j', async (id, names, text) => {
    const { extract: read } = (await extractors.find((one) => one.id === id)?.load()) ?? {};
    const found = read?.({ source: sourceText('a/b', text), cursor: null, names: [] });
    const known = found?.declarations.flatMap((one) => (one.kind === 'dependency' ? [one.name] : []));
    expect([known, found?.diagnostics.map(({ code }) => code)]).toEqual([names, ['partly-read']]);
  });
});

describe('what never closes ends soon', () => {
  const CODE = ['gemfile', 'gemspec', 'gradle', 'maven-pom', 'mix', 'nuget-project', 'pubspec', 'setup-py'];
  const PIECES = [
    '/*',
    '%w[',
    '~w[',
    '<<A\n',
    '=begin\n',
    'x = [',
    'if {',
    '){',
    'gem(',
    'x.add_dependency(',
    '<a x="',
    '<!x[',
    '"a":[\n',
    'x.append([\n',
    'x+',
  ];
  const STARTS: Readonly<Record<string, readonly string[]>> = {
    'setup-py': ['install_requires=x\n', 'install_requires=', 'extras_require={'],
  };
  it.each(CODE)('%s', async (id) => {
    const { extract: read } = (await extractors.find((one) => one.id === id)?.load()) ?? {};
    for (const begun of STARTS[id] ?? [''])
      for (const piece of PIECES) {
        const source = sourceText('a', begun + piece.repeat(100_000 / piece.length));
        const start = performance.now();
        read?.({ source, cursor: null, names: [] });
        expect([begun, piece, performance.now() - start < 2000]).toEqual([begun, piece, true]);
      }
  });
});

// ---------------------------------------------------------------- speed

/** At least 8 MB a second, on a machine that others use as well. */
async function bytesPerSecond(id: string, path: string, text: string): Promise<number> {
  const entry = extractors.find((one) => one.id === id);
  if (entry === undefined) throw new Error(id);
  const { extract: read } = await entry.load();
  let best = 0;
  for (let i = 0; i < 5; i += 1) {
    const start = performance.now();
    const { declarations } = read({ source: sourceText(path, text), cursor: null, names: [] });
    best = Math.max(best, text.length / ((performance.now() - start) / 1000));
    expect(declarations.length).toBeGreaterThan(1000);
  }
  return best;
}

const repeated = (entry: (i: number) => string): string => Array.from({ length: 4000 }, (_, i) => entry(i)).join('');

const LOCKS: readonly (readonly [id: string, path: string, text: string])[] = [
  [
    'python-lock',
    'poetry.lock',
    repeated(
      (i) =>
        `[[package]]\nname = "p${i}"\nversion = "1.${i}"\ngroups = ["main"]\nfiles = [\n${`    {file = "p${i}.whl", hash = "sha256:${'a'.repeat(64)}"},\n`.repeat(6)}]\n\n`,
    ),
  ],
  [
    'uv-lock',
    'uv.lock',
    repeated(
      (i) =>
        `[[package]]\nname = "p${i}"\nversion = "1.${i}"\ndependencies = [\n    { name = "p${i + 1}" },\n]\nwheels = [\n${`    { url = "https://files.example/p${i}.whl", hash = "sha256:${'a'.repeat(64)}" },\n`.repeat(6)}]\n\n`,
    ),
  ],
  [
    'pipfile-lock',
    'Pipfile.lock',
    `{"default": {${repeated((i) => `${i === 0 ? '' : ','}\n  "p${i}": {"hashes": ["sha256:${'a'.repeat(64)}"], "version": "==1.${i}"}`)}}}`,
  ],
  [
    'gemfile-lock',
    'Gemfile.lock',
    `GEM\n  specs:\n${repeated((i) => `    p${i} (1.${i}.0)\n${`      p${i + 1} (>= 1.0, < 9)\n`.repeat(6)}`)}`,
  ],
  [
    'composer-lock',
    'composer.lock',
    `{"packages": [${repeated((i) => `${i === 0 ? '' : ','}\n{"name": "v/p${i}", "version": "v1.${i}.0", "dist": {"type": "zip", "url": "https://files.example/p${i}.zip", "shasum": "${'a'.repeat(64)}"}, "require": {"php": "^8.2"}}`)}]}`,
  ],
  [
    'mix-lock',
    'mix.lock',
    `%{\n${repeated((i) => `  "p${i}": {:hex, :p${i}, "1.${i}.0", "${'a'.repeat(64)}", [:mix], [{:q, "~> 1.0", [hex: :q]}], "hexpm", "${'a'.repeat(64)}"},\n`)}}\n`,
  ],
  [
    'gradle-lock',
    'gradle.lockfile',
    repeated(
      (i) => `com.example${i}:p:1.${i}=compileClasspath,runtimeClasspath,testCompileClasspath,testRuntimeClasspath\n`,
    ),
  ],
  [
    'pubspec-lock',
    'pubspec.lock',
    `packages:\n${repeated((i) => `  p${i}:\n    dependency: transitive\n    description:\n      name: p${i}\n      sha256: "${'a'.repeat(64)}"\n      url: "https://pub.example"\n    source: hosted\n    version: "1.${i}.0"\n`)}`,
  ],
];

describe('lockfiles are read at eight megabytes a second and more', () => {
  it.each(LOCKS)('%s', async (id, path, text) => {
    expect(await bytesPerSecond(id, path, text)).toBeGreaterThan(8e6);
  });
});
