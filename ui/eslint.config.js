// Lint rules of the window: no `any`, and one file alone may know the doors to the program.
import prettier from 'eslint-config-prettier';
import vue from 'eslint-plugin-vue';
import tseslint from 'typescript-eslint';

const DOORS = {
  patterns: [{ group: ['@tauri-apps/*'], message: 'Only src/api.ts knows the doors.' }],
};

export default tseslint.config(
  { ignores: ['dist', 'node_modules', 'src/generated'] },
  ...tseslint.configs.recommended,
  ...vue.configs['flat/recommended'],
  {
    files: ['**/*.vue'],
    languageOptions: { parserOptions: { parser: tseslint.parser } },
  },
  {
    files: ['**/*.ts', '**/*.vue'],
    rules: {
      'no-restricted-imports': ['error', DOORS],
      'no-restricted-globals': ['error', { name: 'fetch', message: 'Use call() of src/api.ts.' }],
      '@typescript-eslint/no-explicit-any': 'error',
      'vue/multi-word-component-names': 'off',
      'vue/block-lang': ['error', { script: { lang: 'ts' } }],
      'vue/no-v-html': 'error',
      'max-lines': ['error', 400],
      // The compiler knows the globals.
      'no-undef': 'off',
    },
  },
  {
    files: ['src/api.ts'],
    rules: { 'no-restricted-imports': 'off', 'no-restricted-globals': 'off' },
  },
  {
    files: ['tests/**'],
    rules: { 'max-lines': 'off' },
  },
  prettier,
);
