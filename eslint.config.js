import js from '@eslint/js';
import nx from '@nx/eslint-plugin';
import prettier from 'eslint-config-prettier/flat';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

const room = (name, ...mayImport) => ({ sourceTag: `room:${name}`, onlyDependOnLibsWithTags: mayImport.map((other) => `room:${other}`) });
const sharedOnlyInRepositories = [
  "CallExpression[callee.property.name='collection'] > Literal[value=/^(reports|revisions|trends|trend-revisions)$/]",
  "CallExpression[callee.name='InjectModel'] > MemberExpression[object.name=/^(StoredTrend|TrendRevision)$/]",
].map((selector) => ({ selector, message: 'Only its repository reads a shared collection; ask there, for a reader.' }));
const listsTakeAReader = {
  selector: "MethodDefinition[key.name=/^(list|page)/] > FunctionExpression:not([params.0.name='reading'])",
  message: 'What is listed is listed for a reader: take `reading` first, and ask libs/sharing what it may see.',
};
const kafkaOnlyInMessaging = { paths: [{ name: 'kafkajs', message: 'Only libs/messaging speaks to Kafka; use its doors.' }] };

export default defineConfig(
  globalIgnores(['**/dist', '**/.nx', '**/node_modules', '**/.landbridge']),
  js.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: {
      parserOptions: {
        projectService: true,
        tsconfigRootDir: import.meta.dirname,
        emitDecoratorMetadata: true,
        experimentalDecorators: true,
      },
    },
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-extraneous-class': 'off',
      // a DTO class is a shape with decorators; plain objects of that shape are its ordinary instances
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      '@typescript-eslint/no-misused-spread': 'off',
      '@typescript-eslint/no-inferrable-types': 'off',
      '@typescript-eslint/dot-notation': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
    },
  },
  {
    files: ['{apps,libs,tools}/*/{src,test}/**/*.ts'],
    plugins: { '@nx': nx },
    rules: {
      '@nx/enforce-module-boundaries': [
        'error',
        {
          enforceBuildableLibDependency: false,
          allow: [],
          checkDynamicDependenciesExceptions: ['.*'],
          depConstraints: [
            room('contracts'),
            room('detection'),
            room('disclosure-control'),
            room('sharing', 'contracts'),
            room('messaging', 'contracts', 'engines'),
            room('platform', 'contracts', 'sharing', 'messaging', 'engines'),
            room('engines'),
            room('deployment', 'platform', 'engines'),
            room('sample-network', 'contracts'),
            room('runner', 'contracts', 'deployment', 'detection', 'engines', 'sample-network', 'sharing'),
            { sourceTag: 'type:app', onlyDependOnLibsWithTags: ['type:lib', 'type:tool'] },
            { sourceTag: 'room:ingestion', notDependOnLibsWithTags: ['room:detection', 'room:disclosure-control'] },
            { sourceTag: 'room:notification', notDependOnLibsWithTags: ['room:detection', 'room:disclosure-control'] },
            { sourceTag: 'room:directory', notDependOnLibsWithTags: ['room:detection', 'room:disclosure-control'] },
          ],
        },
      ],
    },
  },
  {
    // a product never starts engines; its tests do
    files: ['{apps,libs}/*/src/**/*.ts'],
    ignores: ['**/*.spec.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          ...kafkaOnlyInMessaging,
          patterns: [
            {
              group: ['@landbridge/engines*', '@landbridge/runner*', '@landbridge/sample-network*'],
              message: 'Only tests may import tools.',
            },
          ],
        },
      ],
      'no-console': 'error',
    },
  },
  {
    // what is shared is read in its repository, and lists of it for a reader
    files: ['apps/*/src/**/*.ts'],
    ignores: ['**/*.spec.ts', '**/reports.repository.ts', '**/trends.repository.ts'],
    rules: { 'no-restricted-syntax': ['error', ...sharedOnlyInRepositories] },
  },
  {
    files: ['apps/*/src/**/{reports,trends}.repository.ts'],
    rules: { 'no-restricted-syntax': ['error', listsTakeAReader] },
  },
  // numbers in typed arrays: an index is inside by construction, and the loops that matter have no room for a check
  { files: ['libs/detection/src/**/*.ts'], rules: { '@typescript-eslint/no-non-null-assertion': 'off' } },
  { files: ['libs/messaging/src/**/*.ts'], rules: { 'no-restricted-imports': ['error', { patterns: ['@landbridge/engines*'] }] } },
  {
    files: ['**/*.spec.ts', '**/test/**/*.ts'],
    rules: { '@typescript-eslint/no-non-null-assertion': 'off', '@typescript-eslint/unbound-method': 'off' },
  },
  { files: ['**/*.js', '**/*.mjs'], languageOptions: { globals: { process: 'readonly', console: 'readonly', URL: 'readonly' } } },
  prettier,
);
