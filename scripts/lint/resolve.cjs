/** How dependency-cruiser finds the sources behind the names of "imports" in package.json, which point at the build, and behind the one of the pages. */
const { join } = require('node:path');

const root = join(__dirname, '..', '..');

module.exports = {
  resolve: {
    alias: { '#domain': join(root, 'libs/domain/src'), '#event-store': join(root, 'libs/event-store/src'), '#pages': join(root, 'libs/pages/src') },
    extensionAlias: { '.js': ['.ts', '.js'] },
  },
};
