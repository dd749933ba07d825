package link

import (
	"path"
	"slices"
	"strings"
)

// What the rows of the table are asked about. The linker asks for every import
// and every module of a program, so these are comparisons, and no expressions.

func every(string) bool { return true }

func named(specifier string) bool { return specifier != "" }

// begins tells whether a specifier names a module of a kind that Paintbox makes.
func (k Kind) begins(specifier string) bool {
	rest, ok := strings.CutPrefix(specifier, string(k))
	return ok && strings.HasPrefix(rest, ":")
}

// isBare tells whether a specifier seems to be one of a package.
func isBare(specifier string) bool {
	if strings.HasPrefix(specifier, ".") {
		return false
	}
	if strings.HasPrefix(specifier, "@") {
		scope, below, scoped := strings.Cut(specifier, "/")
		if !scoped || scope == "@" {
			return false
		}
		specifier = below
	}
	name, _, _ := strings.Cut(specifier, "/")
	return name != "" && !strings.ContainsFunc(name, func(c rune) bool { return !isWord(c) && c != '.' && c != '-' })
}

func isWord(c rune) bool {
	return c == '_' || '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
}

// isSchemed tells whether a specifier begins with a scheme by which Parcel says
// what the import gives.
func isSchemed(specifier string) bool {
	scheme, rest, ok := strings.Cut(specifier, ":")
	return ok && rest != "" && slices.Contains([]string{"url", "data-url", "bundle-text"}, scheme)
}

func isRuntime(specifier string) bool { return specifier == "react/jsx-runtime" }

func isRooted(specifier string) bool {
	return len(specifier) > 1 && specifier[0] == '/' && specifier[1] != '/'
}

// endsLikeSheet tells whether a file is a style sheet by the end of its
// extension: also .pcss, and .postcss.
func endsLikeSheet(file string) bool {
	ext := path.Ext(file)
	return ext != "" && !strings.ContainsFunc(ext[1:], func(c rune) bool { return !isWord(c) }) &&
		slices.ContainsFunc([]string{"css", "less", "sass", "styl"}, func(end string) bool { return strings.HasSuffix(ext[1:], end) })
}

func isScript(file string) bool {
	switch path.Ext(file) {
	case ".js", ".jsx", ".ts", ".tsx", ".mjs", ".mjsx", ".mts", ".mtsx", ".cjs", ".cjsx", ".cts", ".ctsx":
		return true
	}
	return false
}

func isData(file string) bool { return path.Ext(file) == ".json" }

// isCommented tells whether a file is JSON that may have comments.
func isCommented(file string) bool {
	if strings.HasSuffix(file, ".jsonc") {
		return true
	}
	name := file[1+strings.LastIndexAny(file, `/\`):]
	return name != file && strings.HasSuffix(name, ".json") && len(name) >= len("tsconfig.json") &&
		(strings.HasPrefix(name, "tsconfig") || strings.HasPrefix(name, "jsconfig"))
}
