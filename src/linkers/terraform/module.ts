import type { BlockAttribute, BlockBody, Expr, NestedBlock, ResourceBlock } from '../../model/declaration.ts';
import { folderOf } from '../../text/folders.ts';

/** A folder of Terraform files, read as one module; https://developer.hashicorp.com/terraform/language/files */
export interface Module {
  readonly folder: string;
  /** The first file, which stands for the folder when asked about scope and environment. */
  readonly file: string;
  readonly variables: ReadonlyMap<string, Variable>;
  readonly locals: ReadonlyMap<string, Written>;
  readonly outputs: ReadonlyMap<string, Written>;
  /** By reference: `aws_db_instance.main`, `data.aws_kms_key.k`. */
  readonly resources: ReadonlyMap<string, ResourceBlock>;
  readonly calls: ReadonlyMap<string, ModuleCall>;
  readonly providers: readonly ResourceBlock[];
  readonly settings: readonly ResourceBlock[];
}

export interface Written {
  readonly expr: Expr;
  readonly file: string;
}

export interface Variable {
  readonly name: string;
  readonly block: ResourceBlock;
  readonly type: Written | null;
  readonly default: Written | null;
  readonly sensitive: boolean;
  /** `nullable = false`: null stands for the default. */
  readonly nullable: boolean;
}

export interface ModuleCall {
  readonly name: string;
  readonly block: ResourceBlock;
  /** As written; null when it is no literal. */
  readonly source: string | null;
  /** Folder of a local source, whether or not it is part of the scan. */
  readonly folder: string | null;
}

/** Variables files and lock files, by folder. */
export interface FolderFiles {
  readonly variables: readonly ResourceBlock[];
  readonly locks: readonly ResourceBlock[];
}

const LOCK_FILE = '.terraform.lock.hcl';

export function readModules(blocks: readonly ResourceBlock[]): {
  readonly modules: ReadonlyMap<string, Module>;
  readonly filesOf: ReadonlyMap<string, FolderFiles>;
} {
  const code = new Map<string, ResourceBlock[]>();
  const files = new Map<string, { variables: ResourceBlock[]; locks: ResourceBlock[] }>();
  for (const block of blocks) {
    const folder = folderOf(block.file);
    const isLock = block.file.endsWith(LOCK_FILE);
    if (isLock || block.blockType === 'tfvars') {
      const known = files.get(folder) ?? { variables: [], locks: [] };
      files.set(folder, known);
      (isLock ? known.locks : known.variables).push(block);
    } else {
      const known = code.get(folder);
      if (known) known.push(block);
      else code.set(folder, [block]);
    }
  }
  return { modules: new Map([...code].map(([folder, own]) => [folder, readModule(folder, own)])), filesOf: files };
}

function readModule(folder: string, blocks: readonly ResourceBlock[]): Module {
  const isOverride = ({ file }: ResourceBlock): boolean => /(?:^|[/_])override\.(?:tf|tofu)(?:\.json)?$/.test(file);
  const named = new Map<string, ResourceBlock>();
  const locals = new Map<string, Written>();
  const providers: ResourceBlock[] = [];
  const settings: ResourceBlock[] = [];
  // Overrides come last, whatever their names: https://developer.hashicorp.com/terraform/language/files/override
  for (const block of [...blocks.filter((b) => !isOverride(b)), ...blocks.filter(isOverride)]) {
    const { blockType, labels, body, file } = block;
    if (blockType === 'locals') for (const { name, expr } of body.attributes) locals.set(name, { expr, file });
    else if (blockType === 'provider') {
      const same = isOverride(block) ? providers.findIndex((one) => providerName(one) === providerName(block)) : -1;
      const base = providers[same];
      if (base === undefined) providers.push(block);
      else providers[same] = overridden(base, block);
    } else if (blockType === 'terraform') settings.push(block);
    else {
      const key = keyOf(blockType, labels);
      const base = named.get(key);
      if (base === undefined) named.set(key, block);
      else if (isOverride(block)) named.set(key, overridden(base, block));
    }
  }
  const ofType = (type: string): [string, ResourceBlock][] =>
    [...named.values()].filter(({ blockType }) => blockType === type).map((block) => [block.labels[0] ?? '', block]);
  return {
    folder,
    file: blocks[0]?.file ?? folder,
    variables: new Map(ofType('variable').map(([name, block]) => [name, readVariable(name, block)])),
    locals,
    outputs: new Map(
      ofType('output').flatMap(([name, block]) => {
        const value = written(block, 'value');
        return value ? [[name, value]] : [];
      }),
    ),
    resources: new Map([...named].filter(([, { blockType }]) => RESOURCES.has(blockType))),
    calls: new Map(ofType('module').map(([name, block]) => [name, readCall(folder, name, block)])),
    providers,
    settings,
  };
}

const RESOURCES = new Set(['resource', 'data', 'ephemeral']);

function keyOf(blockType: string, labels: readonly string[]): string {
  const path = labels.join('.');
  return blockType === 'resource' ? path : `${blockType}.${path}`;
}

/** `aws`, or `aws.east` with an alias. */
export function providerName({ labels, body }: ResourceBlock): string {
  const alias = attributeOf(body, 'alias')?.expr;
  const word = alias?.type === 'literal' && alias.value?.kind === 'word' ? `.${alias.value.value}` : '';
  return `${labels[0] ?? ''}${word}`;
}

/** What is overridden keeps its own file, so that evidence points there. */
function overridden(base: ResourceBlock, { body: over, file }: ResourceBlock): ResourceBlock {
  const attributes = new Set(over.attributes.map(({ name }) => name));
  const blocks = new Set(over.blocks.map(typeOfBlock));
  const body: BlockBody = {
    attributes: [
      ...base.body.attributes.filter(({ name }) => !attributes.has(name)),
      ...over.attributes.map((attribute) => ({ ...attribute, file })),
    ],
    blocks: [
      ...base.body.blocks.filter((block) => !blocks.has(typeOfBlock(block))),
      ...over.blocks.map((block) => ({ ...block, file })),
    ],
  };
  return { ...base, body };
}

function typeOfBlock({ blockType, labels }: NestedBlock): string {
  return blockType === 'dynamic' ? (labels[0] ?? '') : blockType;
}

export function attributeOf(body: BlockBody, name: string): BlockAttribute | undefined {
  return body.attributes.find((attribute) => attribute.name === name);
}

function written(block: ResourceBlock, name: string): Written | null {
  const attribute = attributeOf(block.body, name);
  return attribute ? { expr: attribute.expr, file: attribute.file ?? block.file } : null;
}

function readVariable(name: string, block: ResourceBlock): Variable {
  return {
    name,
    block,
    type: written(block, 'type'),
    default: written(block, 'default'),
    sensitive: flag(block, 'sensitive') === true,
    nullable: flag(block, 'nullable') !== false,
  };
}

function flag(block: ResourceBlock, name: string): boolean | null {
  const expr = attributeOf(block.body, name)?.expr;
  return expr?.type === 'literal' && expr.value?.kind === 'boolean' ? expr.value.value : null;
}

function readCall(folder: string, name: string, block: ResourceBlock): ModuleCall {
  const expr = attributeOf(block.body, 'source')?.expr;
  const source = expr?.type === 'literal' && expr.value?.kind === 'word' ? expr.value.value : null;
  const isLocal = source !== null && /^\.\.?(?:\/|$)/.test(source);
  return { name, block, source, folder: isLocal ? joinPath(folder, source) : null };
}

/** The folder a relative path leads to; null when it leads out of the scan. */
function joinPath(folder: string, path: string): string | null {
  const parts = folder === '.' ? [] : folder.split('/');
  for (const part of path.split('/')) {
    if (part === '..') {
      if (parts.pop() === undefined) return null;
    } else if (part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/') || '.';
}
