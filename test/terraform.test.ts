// biome-ignore-all lint/suspicious/noTemplateCurlyInString: templates of Terraform
import { readdirSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { providerVersion } from '../src/linkers/terraform/evaluated.ts';
import type { ResourceBlock } from '../src/model/declaration.ts';
import {
  evaluateFiles,
  hclSyntax,
  readFolder,
  readTerraform,
  showExpr,
  showResources,
  showValue,
} from './helpers/terraform.ts';

const syntax = await hclSyntax();
const FIXTURES = 'fixtures/extractors/terraform';
const BROKEN = 'fixtures/broken/terraform';

function read(text: string, path = 'main.tf'): { blocks: ResourceBlock[]; messages: string[] } {
  const { declarations, diagnostics } = readTerraform(syntax, path, text);
  return {
    blocks: declarations.filter((one) => one.kind === 'block'),
    messages: diagnostics.map(({ message }) => message),
  };
}

/** The expression of `x = …`, as extraction encodes it. */
function expr(text: string, name = 'x'): string {
  const attribute = read(`${name} = ${text}\n`, 'a.tfvars').blocks[0]?.body.attributes[0];
  return attribute ? showExpr(attribute.expr) : 'absent';
}

/** The value of an expression in a module with a few other things. */
function value(text: string, more = ''): string {
  const files = { 'main.tf': `${more}\nresource "test_thing" "t" {\n  x = ${text}\n}\n` };
  const thing = evaluateFiles(syntax, files).find(({ type }) => type === 'test_thing');
  return showValue(thing?.body.attributes.x);
}

function addresses(files: Record<string, string>): string[] {
  return evaluateFiles(syntax, files)
    .filter(({ mode }) => mode === 'resource')
    .map(({ address, conditions }) => address + (conditions.length > 0 ? ' ?' : ''));
}

describe('what a file says', () => {
  test.each([
    ['1 + 2 * -3', '(+ 1 (* 2 (- 3)))'],
    ['!a.b && c == null || d', '(|| (&& (! a.b) (== c null)) d)'],
    ['a ? b : c ? d : e', '(?: a b (?: c d e))'],
    ['a ? b : (c ? d : e) ? f : g', '(?: a b (?: (?: c d e) f g))'],
    ['(a ? b : c) ? d : e', '(?: (?: a b c) d e)'],
    ['a.b[0].c["k"]', '(index (. (index a.b 0) "c") "k")'],
    ['a.0.b', '(. (index a 0) "b")'],
    ['a[*].b[0]', '(splat a "b" 0)'],
    ['a.*.b[0]', '(index (splat a "b") 0)'],
    ['{ a = 1, "b" : 2, (c) = 3 }', '({} "a" 1 "b" 2 c 3)'],
    ['[1, [], "a"]', '([] 1 ([]) "a")'],
    ['f(a, b...)', '(f a (... b))'],
    ['[for k, v in m : v if k]', '(for-list "k" "v" m v k)'],
    ['{ for v in m : v.a => v... }', '(for-object null "v" m v.a v null true)'],
    ['"a-${b.c}-${~ d ~} e"', '""a-"|b.c|"-"|d|"e""'],
    ['"$${a}%%{b} c"', '<10>'],
    ['"%{ if a }yes%{ else }no%{ endif }"', '"(?: a ""yes"" ""no"")"'],
    ['"1.10"', '"1.10"'],
    ['0x1f', '31'],
    ['"~> 5.0, != 5.3.1"', '"~> 5.0, != 5.3.1"'],
    ['"C\\u00e9line went home"', '<16>'],
    ['<<-T\n  one ${a}\n  two\n  T', '"<6>|a|<7>"'],
  ])('%s', (text, expected) => {
    expect(expr(text)).toBe(expected);
  });

  test('blocks, labels, nested blocks and their places', () => {
    const { blocks } = read(
      '# note\nresource aws_s3_bucket "b" {\n  bucket = "n"\n  rule "x" {\n    on = true\n  }\n}\n',
    );
    expect(blocks).toMatchObject([
      {
        blockType: 'resource',
        labels: ['aws_s3_bucket', 'b'],
        span: { startLine: 2, startColumn: 1, endLine: 7, endColumn: 2 },
        body: {
          attributes: [{ name: 'bucket', span: { startLine: 3, startColumn: 3, endLine: 3, endColumn: 15 } }],
          blocks: [{ blockType: 'rule', labels: ['x'], body: { attributes: [{ name: 'on' }] } }],
        },
      },
    ]);
  });

  test('secrets are hidden at birth, wherever they stand', () => {
    const planted = 'hunter2';
    const text = `
      variable "db_password" { default = "${planted}" }
      variable "quiet" {
        sensitive = true
        default = { a = ["${planted}"] }
      }
      resource "azurerm_key_vault_secret" "s" { value = "${planted}" }
      resource "aws_ssm_parameter" "p" {
        name  = "/app/token"
        value = "${planted}"
      }
      resource "aws_ecs_task_definition" "t" {
        container_definitions = jsonencode([{ environment = [{ name = "API_SECRET", value = "${planted}" }] }])
        secrets = { plain = "${planted}" }
        command = "login -p ${planted}"
        user_data = <<EOT
${planted}
EOT
        auth = "x-${planted}-\${var.region}"
      }
      locals { api_token = var.x ? "${planted}" : "" }
      output "password" { value = "${planted}" }
    `;
    const { blocks, messages } = read(text);
    expect(messages).toEqual([]);
    expect(blocks).toHaveLength(7);
    expect(JSON.stringify(blocks)).not.toContain(planted);
    const evaluated = evaluateFiles(syntax, {
      'main.tf': `${text}\nmodule "m" {\n source = "a/b"\n x = var.quiet\n }`,
    });
    expect(JSON.stringify(evaluated)).not.toContain(planted);
    expect(evaluated.find(({ mode }) => mode === 'module')?.body.attributes.x).toMatchObject({ state: 'known' });
  });
});

describe('broken files', () => {
  const blocksOf = (file: string): string[] => {
    const { blocks, messages } = read(readFolder(BROKEN)[file] ?? '', file);
    return [
      ...blocks.map(({ blockType, labels, partial }) => [blockType, ...labels, ...(partial ? ['?'] : [])].join(' ')),
      ...messages,
    ];
  };

  test.each(readdirSync(BROKEN))('%s gives one diagnostic at most', (file) => {
    const { messages } = read(readFolder(BROKEN)[file] ?? '', file);
    expect(messages).toHaveLength(file === 'empty.tf' ? 0 : 1);
  });

  test('a broken block costs that block only', () => {
    expect(blocksOf('unclosed-block.tf')).toEqual([
      'resource aws_s3_bucket first ?',
      'resource aws_s3_bucket second',
      'Only partly read: 1 of 2 blocks cannot be parsed',
    ]);
    expect(blocksOf('unclosed-string.tf').slice(0, 3)).toEqual([
      'resource aws_s3_bucket first ?',
      'resource aws_db_instance second',
      'variable third',
    ]);
    expect(blocksOf('conflict.tf').slice(0, 2)).toEqual([
      'resource aws_db_instance first ?',
      'resource aws_s3_bucket second',
    ]);
    expect(blocksOf('unclosed-heredoc.tf').slice(0, 2)).toEqual([
      'resource aws_s3_bucket_policy first ?',
      'resource aws_s3_bucket second',
    ]);
    expect(blocksOf('stray-brace.tf').slice(0, 2)).toEqual([
      'resource aws_s3_bucket first ?',
      'data aws_kms_key second',
    ]);
    expect(blocksOf('prose.tf')).toEqual(['Only partly read: text outside its blocks cannot be parsed']);
  });

  test('a value that is missing is not taken from the next line', () => {
    const [first] = read(readFolder(BROKEN)['missing-value.tf'] ?? '').blocks;
    expect(first?.body.attributes.map(({ name, expr: it }) => `${name} ${showExpr(it)}`)).not.toContain('engine true');
    expect(first?.partial).toBe(true);
  });

  test('variables files keep the other values', () => {
    const [block] = read(readFolder(BROKEN)['values.tfvars'] ?? '', 'values.tfvars').blocks;
    expect(block?.body.attributes.map(({ name }) => name)).toEqual(expect.arrayContaining(['first', 'third']));
  });

  test('any text is read without a throw', () => {
    const pieces = [
      'resource',
      ' "a"',
      '{',
      '}',
      '\n',
      'x = ',
      '"',
      '${',
      '<<E\n',
      'E\n',
      '[',
      ']',
      '(',
      ')',
      '?',
      ':',
      '.',
      '*',
      '1',
      'é',
      '\\',
      '#',
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 80 }), (parts) => {
        evaluateFiles(syntax, { 'main.tf': parts.join('') });
      }),
      { numRuns: 150 },
    );
  });

  test('deep nesting ends, in time', () => {
    const deep = 8_000;
    const texts = [
      `x = ${'('.repeat(deep)}1${')'.repeat(deep)}\n`,
      `x = ${'['.repeat(deep)}\n`,
      `x = 1${' + 1'.repeat(deep)}\n`,
      `x = ${'a ? b : '.repeat(deep)}c\n`,
      `x = a${'.b'.repeat(deep)}\n`,
      `x = a${'[0]'.repeat(deep)}\n`,
      `x = a${'[*]'.repeat(deep)}\n`,
      `x = a.*${'[0]'.repeat(deep)}\n`,
      'a {\n'.repeat(deep),
    ];
    const start = performance.now();
    for (const text of texts) expect(read(`resource "a" "b" {\n${text}}\n`).blocks).toHaveLength(1);
    expect(performance.now() - start).toBeLessThan(10_000);
  });
});

describe('values', () => {
  test.each([
    ['1 + 2 * 3 - 4 / 2 % 3', '5'],
    ['!(1 > 2) && "true"', 'true'],
    ['true ? "a" : b.c', '"a"'],
    ['"a-${1 + 1}-${true}"', '"a-2-true"'],
    ['"${[1, 2]}"', '[1, 2]'],
    ['merge({ a = 1, b = 2 }, null, { b = 3 })', '{a: 1, b: 3}'],
    ['concat([1], [], [2])', '[1, 2]'],
    ['lookup({ a = 1 }, "b", 2)', '2'],
    ['try({ a = 1 }.b, { a = 1 }.a)', '1'],
    ['can({ a = 1 }.b)', 'false'],
    ['coalesce(null, "", "c")', '"c"'],
    ['[tobool("true"), tostring(1), tonumber("2")]', '[true, 1, 2]'],
    ['[length([1, 2]), length("abc"), length({ a = 1 })]', '[2, 3, 1]'],
    ['[contains(["a"], "a"), contains(["a"], "b")]', '[true, false]'],
    ['[keys({ b = 1, a = 2 }), values({ b = 1, a = 2 })]', '[["a", "b"], [2, 1]]'],
    ['flatten([1, [2, [3, []]]])', '[1, 2, 3]'],
    ['toset(["b", "a", "b"])', '["a", "b"]'],
    ['format("%s-%03d", "a", 7)', '"a-007"'],
    ['[join("-", ["a", "b"]), lower("AB"), upper("ab"), trimsuffix("a.b", ".b")]', '["a-b", "ab", "AB", "a"]'],
    ['[element(["a", "b"], 3), one(["a"]), one([])]', '["b", "a", null]'],
    ['[split("-", "a-b"), replace("a.b", ".", "-"), substr("abcd", 1, 2)]', '[["a", "b"], "a-b", "bc"]'],
    ['[max(1, 3, 2), min(4, 2), ceil(1.2), sum([1, 2]), range(3)]', '[3, 2, 2, 3, [0, 1, 2]]'],
    ['[setunion(["b"], ["a"]), setsubtract(["a", "b"], ["a"]), zipmap(["a"], [1])]', '[["a", "b"], ["b"], {a: 1}]'],
    ['{ for k, v in { b = 1, a = 2 } : upper(k) => v if v > 1 }', '{A: 2}'],
    ['[for i, v in ["a", "b"] : "${i}${v}"]', '["0a", "1b"]'],
    ['[{ a = 1 }, { a = 2 }][*].a', '[1, 2]'],
    ['null[*].a', '[]'],
    ['jsonencode({ a = [1] })', '{a: [1]}'],
    ['cidrsubnet("10.0.0.0/8", 8, 1)', '! the function cidrsubnet is not worked out'],
    ['file("secret.txt")', '! the function file is not worked out'],
    ['{ a = 1 }.b', '? there is no attribute b'],
    ['[1][5]', '? there is no element 5'],
    ['1 / 0', '? the result is no number'],
    ['path.module', '! path is known at run time only'],
    ['aws_nothing.x.id', '? aws_nothing.x is not declared in this module'],
  ])('%s', (text, expected) => {
    expect(value(text)).toBe(expected);
  });

  test('references to other resources stay references, and give their literals where one is needed', () => {
    const bucket = 'resource "aws_s3_bucket" "b" {\n  bucket = "logs"\n}\ndata "aws_kms_key" "k" {}\n';
    expect(value('aws_s3_bucket.b.id', bucket)).toBe('→ aws_s3_bucket.b.id');
    expect(value('data.aws_kms_key.k.arn', bucket)).toBe('→ data.aws_kms_key.k.arn');
    expect(value('aws_s3_bucket.b.bucket', bucket)).toBe('→ aws_s3_bucket.b.bucket');
    expect(value('"${aws_s3_bucket.b.bucket}-copy"', bucket)).toBe('"logs-copy"');
    expect(value('"${aws_s3_bucket.b.arn}/*"', bucket)).toBe('! it depends on aws_s3_bucket.b.arn (aws_s3_bucket.b)');
    expect(value('"${data.aws_kms_key.k.id}-avatars"', bucket)).toContain('~ *-avatars');
    expect(value('aws_s3_bucket.b.arn == null ? 1 : 2', bucket)).toBe('2');
    expect(value('aws_s3_bucket.b.region == null ? 1 : 2', bucket)).toBe('! it depends on aws_s3_bucket.b.region');
  });

  test('of two branches that are the same the test does not matter', () => {
    expect(value('var.a ? true : true', 'variable "a" {}')).toBe('true');
    expect(value('var.a ? null : 1', 'variable "a" {}')).toBe('? variable "a" has no value here');
  });

  test('types of variables convert, and fill in what is optional', () => {
    const type = 'object({ on = optional(bool, true), days = optional(number), name = string })';
    const more = `variable "a" {\n  type = list(${type})\n  default = [{ name = "n", days = "3", extra = 1 }]\n}`;
    expect(value('var.a', more)).toBe('[{on: true, days: 3, name: "n"}]');
    expect(value('var.a', 'variable "a" {\n  type = bool\n  default = "false"\n}')).toBe('false');
  });

  test('a circle is unresolved', () => {
    expect(value('local.a', 'locals {\n  a = local.b\n  b = [local.a]\n}')).toContain('it refers to itself');
    expect(value('test_other.o[0].id', 'resource "test_other" "o" {\n  count = length(test_other.o)\n}')).toBe(
      '→ test_other.o.id',
    );
  });

  test('what would grow without end is cut off', () => {
    const doubled = Array.from({ length: 200 }, (_, i) => `a${i + 1} = [local.a${i}, local.a${i}]`);
    expect(value('local.a200', `locals {\n a0 = [1, 1]\n${doubled.join('\n')}\n}`)).toContain('too large');
    const chained = Array.from({ length: 3000 }, (_, i) => `a${i + 1} = local.a${i}`);
    expect(value('local.a3000', `locals {\n a0 = 1\n${chained.join('\n')}\n}`)).toContain('nested too deeply');
    const loops = 'flatten([for a in range(1000) : [for b in range(1000) : [for c in range(1000) : 1]]])';
    expect(value(loops)).toContain('too much to work out');
  });

  test('place and origin', () => {
    const files = {
      'main.tf': 'resource "test_thing" "t" {\n  x = var.a\n}\n',
      'variables.tf': 'variable "a" {\n  default = true\n}\n',
    };
    expect(evaluateFiles(syntax, files)[0]?.body.attributes.x).toMatchObject({
      file: 'main.tf',
      span: { startLine: 2, startColumn: 3 },
      origin: { file: 'variables.tf', span: { startLine: 2 } },
    });
  });
});

describe('instances and modules', () => {
  test('addresses as Terraform prints them', () => {
    const files = {
      'main.tf': `
        resource "a_b" "none" { count = 0 }
        resource "a_b" "empty" { for_each = {} }
        resource "a_b" "two" { count = 2 }
        resource "a_b" "keyed" { for_each = { "x y" = 1, z = 2 } }
        resource "a_b" "open" { count = var.n }
        module "m" {
          source = "./m"
          for_each = toset(["e"])
        }
        module "gone" {
          source = "./m"
          count = 0
        }
        module "maybe" {
          source = "./m"
          count = var.n
        }
        variable "n" {}`,
      'm/main.tf': 'resource "a_b" "inner" {}\n',
    };
    expect(addresses(files)).toEqual([
      'a_b.two[0]',
      'a_b.two[1]',
      'a_b.keyed["z"]',
      'a_b.keyed["…1"]',
      'a_b.open ?',
      'module.m["e"].a_b.inner',
      'module.maybe.a_b.inner ?',
    ]);
  });

  test('modules that call each other, or themselves, end', () => {
    const call = (source: string) => `resource "a_b" "c" {}\nmodule "m" {\n  source = "${source}"\n}\n`;
    expect(addresses({ 'a/main.tf': call('../b'), 'b/main.tf': call('../a') })).toEqual(['a_b.c', 'module.m.a_b.c']);
    expect(addresses({ 'a/main.tf': call('./') })).toEqual(['a_b.c']);
    expect(addresses({ 'a/main.tf': call('../outside') })).toEqual(['a_b.c']);
  });

  test('ten thousand instances of a root at most', () => {
    const files: Record<string, string> = { 'm9/main.tf': 'resource "a_b" "c" { count = 10 }\n' };
    for (let i = 0; i < 9; i += 1)
      files[`m${i}/main.tf`] = `module "m" {\n  source = "../m${i + 1}"\n  count = 10\n}\n`;
    expect(addresses(files).length).toBeLessThanOrEqual(10_000);
    expect(addresses({ 'main.tf': 'resource "a_b" "c" { count = 100000 }\n' })).toEqual(['a_b.c ?']);
  });

  test('override files win', () => {
    const files = {
      'a_override.tf': 'resource "test_thing" "t" {\n  x = 2\n}\n',
      'main.tf': 'resource "test_thing" "t" {\n  x = 1\n  y = 1\n}\n',
    };
    const [thing] = evaluateFiles(syntax, files);
    expect(thing?.body.attributes).toMatchObject({ x: { value: 2 }, y: { value: 1 } });
  });

  test.each([
    ['~> 5.40', 5, 5],
    ['>= 4.0, < 6.0', 4, 5],
    ['>= 4.0, < 6.1', 4, 6],
    ['>= 3.50', 3, null],
    ['= 4.1.2', 4, 4],
    ['!= 5.1', null, null],
  ])('provider versions: %s', (constraint, min, max) => {
    const required = `terraform {\n  required_providers {\n    aws = { source = "hashicorp/aws", version = "${constraint}" }\n  }\n}\n`;
    const [block] = evaluateFiles(syntax, { 'main.tf': required });
    const version = block && providerVersion(block, 'hashicorp/AWS');
    expect(version && { min: version.min, max: version.max }).toEqual(min === null ? null : { min, max });
  });

  test('the lock file says which version it is', () => {
    const [block] = evaluateFiles(syntax, readFolder(`${FIXTURES}/clinic/input`));
    expect(block && providerVersion(block, 'hashicorp/aws')).toMatchObject({ min: 5, max: 5, by: 'lock' });
  });

  const THING = 'variable "days" {}\nresource "test_thing" "t" {\n  x = var.days\n}\n';
  test.each<[string, Record<string, string>, string]>([
    [
      'the file of production counts',
      { 'main.tf': THING, 'prod.tfvars': 'days = 1', 'staging.tfvars': 'days = 2' },
      '1',
    ],
    [
      'two files of production have to agree',
      { 'main.tf': THING, 'prod-eu.tfvars': 'days = 1', 'prod-us.tfvars': 'days = 2', 'dev.tfvars': 'days = 1' },
      '? variable "days" differs between prod-eu.tfvars, prod-us.tfvars',
    ],
    [
      'what comes before production is not production',
      { 'main.tf': THING, 'pre-prod.tfvars': 'days = 1', 'non_prod.tfvars': 'days = 2' },
      '? variable "days" differs between non_prod.tfvars, pre-prod.tfvars',
    ],
    [
      'files that stand aside, of the nearest modules that declare what they say',
      { 'infra/app/main.tf': THING, 'infra/envs/prod.tfvars': 'days = 1', 'other/prod.tfvars': 'days = 3' },
      '1',
    ],
    [
      'a file for variables that nobody here declares',
      { 'infra/app/main.tf': THING, 'infra/envs/prod.tfvars': 'days = 1\nweeks = 2' },
      '? variable "days" has no value here',
    ],
    [
      'the workspace of production',
      {
        'main.tf':
          'locals {\n  d = { prod = 1, dev = 2 }\n}\nresource "test_thing" "t" {\n  x = local.d[terraform.workspace]\n}',
      },
      '1',
    ],
    [
      'an environment without a value',
      { 'main.tf': 'variable "env" {}\nresource "test_thing" "t" {\n  x = var.env == "production" ? 1 : 2\n}' },
      '1',
    ],
    [
      'an environment that nobody declares, and the word for production in another module',
      {
        'a/main.tf': 'resource "test_thing" "t" {\n  x = var.env != "development" ? 1 : 2\n}',
        'b/main.tf': 'locals {\n  big = var.env == "production"\n}',
      },
      '1',
    ],
    [
      'what nobody declares, from the nearest files that say it',
      {
        'stacks/logs/main.tf': 'resource "test_thing" "t" {\n  x = var.days\n}',
        'envs/prod.tfvars': 'days = 1\nweeks = 2',
        'envs/dev.tfvars': 'days = 3',
        'tools/x/prod.tfvars': 'weeks = 4',
      },
      '1',
    ],
    [
      'one with a value',
      {
        'main.tf':
          'variable "env" { default = "qa" }\nresource "test_thing" "t" {\n  x = var.env == "production" ? 1 : 2\n}',
      },
      '2',
    ],
    [
      'nobody speaks of production',
      { 'main.tf': 'variable "env" {}\nresource "test_thing" "t" {\n  x = var.env == "blue" ? 1 : 2\n}' },
      '! variable "env" has no value here',
    ],
  ])('environments: %s', (_, files, expected) => {
    const thing = evaluateFiles(syntax, files).find(({ type }) => type === 'test_thing');
    expect(showValue(thing?.body.attributes.x)).toBe(expected);
  });

  const cases = ['terraform', 'terraform-json'].flatMap((kind) =>
    readdirSync(`fixtures/extractors/${kind}`).map((name) => `fixtures/extractors/${kind}/${name}`),
  );
  test.each(cases)('golden: %s', async (folder) => {
    const resources = evaluateFiles(syntax, readFolder(`${folder}/input`));
    await expect(showResources(resources)).toMatchFileSnapshot(`../${folder}/resources.txt`);
    expect(new Set(resources.map(({ root, address }) => `${root} ${address}`)).size).toBe(resources.length);
  });
});
