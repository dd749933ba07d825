// Calls of the macro become their text in capitals, which only a build can know.
const { createMacro } = require('babel-plugin-macros')

module.exports = createMacro(({ references }) => {
	for (const path of references.default ?? []) {
		const { value } = path.parentPath.get('arguments.0').evaluate()
		path.parentPath.replaceWithSourceString(JSON.stringify(value.toUpperCase()))
	}
})
