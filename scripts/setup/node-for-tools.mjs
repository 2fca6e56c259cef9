import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { SetupError, say, withHeartbeat } from './log.mjs';
import { nodeModules, root, toolNode } from './paths.mjs';
import { lastLines, run } from './run.mjs';

/**
 * Installs the Node that the devDependency `node` stands for. Its own install script does the work; it is run here because
 * newer npm versions do not run the install scripts of dependencies.
 */
export async function installNodeForTools() {
  if (existsSync(toolNode) && (await run(toolNode, ['--version'])).code === 0) return;
  say('Installing Node for the tools (as npm package)');
  const script = run(process.execPath, ['installArchSpecificPackage'], { cwd: join(nodeModules, 'node') });
  const { output } = await withHeartbeat('still installing', script);
  // Makes node_modules/.bin/node, which could not be made before the file was there.
  const linking = await run('npm', ['rebuild', 'node', '--ignore-scripts', '--loglevel=error'], { cwd: root });
  if ((await run(toolNode, ['--version'])).code !== 0 || linking.code !== 0) {
    throw new SetupError(
      'Node for the tools could not be installed from the package registry. Check the network and run it again.\n' +
        lastLines(`${output}\n${linking.output}`),
    );
  }
}
