import tseslint from 'typescript-eslint';

export default tseslint.config(
  { ignores: ['**/node_modules/', '**/.next/', '**/dist/', '**/*.d.ts', '**/fixtures/', '**/golden/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true, requireDefaultForNonUnion: true },
      ],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-unnecessary-condition': [
        'error',
        { allowConstantLoopConditions: 'only-allowed-literals' },
      ],
    },
  },
  {
    // Configuration is parsed once, in libs/runtime, and handed on. Set-up and tests are outside of the product.
    files: ['apps/**/*.ts', 'apps/**/*.tsx', 'libs/**/*.ts'],
    ignores: [
      'libs/runtime/**',
      '**/*.test.ts',
      '**/test/**',
      'apps/dashboard/*.config.ts',
      'apps/dashboard/e2e/**',
      // The dashboard's own variables; it may not import libs/runtime.
      'apps/dashboard/src/gateway/environment.ts',
    ],
    rules: {
      'no-restricted-properties': [
        'error',
        {
          object: 'process',
          property: 'env',
          message: 'Only libs/runtime reads the environment; take a value from its configuration.',
        },
      ],
      'no-restricted-imports': [
        'error',
        {
          name: 'node:process',
          message: 'Use the global process; its environment is read in libs/runtime alone.',
        },
        {
          name: 'process',
          message: 'Use the global process; its environment is read in libs/runtime alone.',
        },
      ],
    },
  },
  {
    files: ['**/*.test.ts', '**/*.test.tsx', '**/test/**'],
    rules: { '@typescript-eslint/no-non-null-assertion': 'off' },
  },
);
