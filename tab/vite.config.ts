import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** The tab is built to dist/tab, which the server serves; every address without a file is index.html. */
export default defineConfig(({ command, mode }) => {
  // What is shipped is the same whoever builds it: a test runner's NODE_ENV must not bring React's development build.
  if (command === 'build' && mode === 'production') process.env.NODE_ENV = 'production';
  return {
    root: here('.'),
    base: '/',
    build: {
      outDir: here('../dist/tab'),
      emptyOutDir: true,
      target: 'es2022',
      // Browsers that Teams runs in know modulepreload; its polyfill would be dead weight.
      modulePreload: { polyfill: false },
      // A data: address would need its own permission in the content security policy.
      assetsInlineLimit: 0,
      reportCompressedSize: false,
      rolldownOptions: {
        // Fluent marks its modules for React's server components, of which there are none here.
        onwarn: (warning, show) => {
          if (warning.code !== 'MODULE_LEVEL_DIRECTIVE') show(warning);
        },
      },
    },
  };
});
