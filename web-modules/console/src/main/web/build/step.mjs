// The npm steps of the Maven build: `node build/step.mjs install|build`. A step whose result is newer than its inputs is skipped.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const web = join(import.meta.dirname, '..');
const stamp = join(web, 'node_modules', '.installed-from');
const built = join(web, '../../../target/web/index.html');

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  fail(`The console is built with Node 20.19 or newer; this is ${process.versions.node}.`);
}

const step = process.argv[2];
if (step === 'install') install();
else if (step === 'build') build();
else fail(`Unknown step: ${step}. Use install or build.`);

function install() {
  const wanted = createHash('sha256')
    .update(readFileSync(join(web, 'package-lock.json')))
    .update(process.version + process.platform + process.arch)
    .digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  npm('ci', '--no-audit', '--no-fund', '--loglevel=error');
  writeFileSync(stamp, wanted);
}

function build() {
  const inputs = ['index.html', 'package.json', 'package-lock.json', 'vite.config.ts', 'tsconfig.json', 'src'];
  const newest = Math.max(...inputs.map((input) => newestUnder(join(web, input))));
  if (existsSync(built) && statSync(built).mtimeMs > newest) return;
  // A failed build must not leave the result of an earlier one.
  rmSync(built, { force: true });
  npm('run', '--silent', 'build');
}

function newestUnder(path) {
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  // The directory's own time tells that a file was removed.
  return Math.max(stat.mtimeMs, ...readdirSync(path).map((name) => newestUnder(join(path, name))));
}

function npm(...args) {
  const { status, error } = spawnSync('npm', args, { cwd: web, stdio: 'inherit' });
  if (error) fail(`npm could not be started: ${error.message}`);
  if (status !== 0) process.exit(status ?? 1);
}

function fail(sentence) {
  console.error(sentence);
  process.exit(1);
}
