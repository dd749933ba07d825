package inspect

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"github.com/paintbox-build/paintbox/asset"
)

// packageOf is the npm package that a module belongs to, "" for own code.
func packageOf(module string) string {
	const mark = "node_modules/"
	i := strings.LastIndex(module, mark)
	if i < 0 {
		return ""
	}
	name, rest, _ := strings.Cut(module[i+len(mark):], "/")
	if strings.HasPrefix(name, "@") {
		scoped, _, _ := strings.Cut(rest, "/")
		name += "/" + scoped
	}
	return name
}

// moduleName is the file of a module, without its loaders and what webpack adds.
func moduleName(name string) string {
	name = name[strings.LastIndexByte(name, '!')+1:]
	name, _, _ = strings.Cut(name, " + ")
	name, _, _ = strings.Cut(name, "?")
	return path.Clean(name)
}

// sortShares puts the largest first, as everywhere.
func sortShares(list []asset.Share) {
	slices.SortFunc(list, func(x, y asset.Share) int {
		return cmp.Or(cmp.Compare(y.Bytes, x.Bytes), cmp.Compare(x.Module, y.Module))
	})
}
