import type { ExtractorEntry } from './contract.ts';

const MIB = 1024 * 1024;

/** Sorted by id. A new kind of input is one line here, one file and one folder in fixtures/extractors. */
export const extractors: readonly ExtractorEntry[] = [
  {
    id: 'compose',
    title: 'Docker Compose',
    files: ['**/{docker-,}compose*.{yml,yaml}'],
    maxBytes: MIB,
    load: () => import('./config/compose.ts'),
  },
  {
    id: 'document',
    title: 'Policy documents (Markdown, text)',
    files: ['**/*.{md,mdx,markdown,txt}'],
    named: /\.(?:md|mdx|markdown|txt|rst|adoc)$/i,
    maxBytes: MIB,
    load: () => import('./documents/document.ts'),
  },
  {
    id: 'document-csv',
    title: 'Lists of subprocessors (CSV)',
    files: [
      '**/*{subprocessor,sub-processor,sub_processor,auftragsverarbeit,unterauftrag,sous-traitant,encargado,suboperador,responsabil,verwerker}*.csv',
    ],
    named: /\.csv$/i,
    maxBytes: MIB,
    load: () => import('./documents/csv.ts'),
  },
  {
    id: 'document-html',
    title: 'Policy documents (HTML)',
    files: [
      '**/*{privacy,cookie,subprocessor,sub-processor,sub_processor,data-processing,incident-response,datenschutz,auftragsverarbeit,unterauftrag,confidentialite,sous-traitant,privacidad,subencargado,encargado,privacidade,suboperador,informativa,responsabil,verwerker,terms,agb}*.{html,htm}',
    ],
    named: /\.html?$/i,
    maxBytes: MIB,
    load: () => import('./documents/html.ts'),
  },
  {
    id: 'dotenv',
    title: '.env files',
    files: ['**/.env', '**/.env.*', '**/*.env'],
    maxBytes: MIB,
    load: () => import('./config/dotenv.ts'),
  },
  {
    id: 'npm-lock',
    title: 'npm lockfile',
    files: ['**/package-lock.json', '**/npm-shrinkwrap.json'],
    maxBytes: 64 * MIB,
    load: () => import('./packages/npm-lock.ts'),
  },
  {
    id: 'npm-package',
    title: 'package.json',
    files: ['**/package.json'],
    maxBytes: MIB,
    load: () => import('./packages/npm-package.ts'),
  },
  {
    id: 'pnpm-lock',
    title: 'pnpm lockfile',
    files: ['**/pnpm-lock.yaml'],
    maxBytes: 64 * MIB,
    load: () => import('./packages/pnpm-lock.ts'),
  },
  {
    id: 'prisma',
    title: 'Prisma schema',
    files: ['**/*.prisma'],
    maxBytes: 16 * MIB,
    load: () => import('./schema/prisma.ts'),
  },
  {
    id: 'sql',
    title: 'SQL DDL and migrations',
    files: ['**/*.sql'],
    skeleton: 'sql',
    sniff: /\b(?:create|alter|drop|comment|rename|cron\.schedule)\b/i,
    load: () => import('./schema/sql.ts'),
  },
  {
    id: 'terraform',
    title: 'Terraform / OpenTofu',
    files: ['**/*.{tf,tofu,tfvars}', '**/.terraform.lock.hcl'],
    grammar: 'hcl',
    maxBytes: MIB,
    load: () => import('./infrastructure/terraform.ts'),
  },
  {
    id: 'yarn-lock',
    title: 'Yarn lockfile',
    files: ['**/yarn.lock'],
    maxBytes: 64 * MIB,
    load: () => import('./packages/yarn-lock.ts'),
  },
];
