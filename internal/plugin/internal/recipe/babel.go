package recipe

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// babelFiles are those that configure Babel, beside package.json.
func babelFiles() []string {
	return []string{"babel.config.js", "babel.config.mjs", "babel.config.cjs", "babel.config.json", "babel.config.ts", ".babelrc", ".babelrc.js", ".babelrc.json", ".babelrc.cjs", ".babelrc.mjs"}
}

var (
	babelList   = regexp.MustCompile(`["']?(plugins|presets)["']?\s*:\s*\[`)
	babelName   = regexp.MustCompile("[\"'`]([@\\w./-]+)[\"'`]")
	babelJSX    = regexp.MustCompile(`["']?(?:importSource|pragma)["']?\s*:\s*["']([^"']+)["']`)
	babelIdle   = regexp.MustCompile(`^(?:@babel/|babel-)?(?:plugin-)?(?:(?:proposal|transform)-(?:class-properties|object-rest-spread|optional-chaining(?:-assign)?|nullish-coalescing-operator|private-(?:methods|property-in-object)|numeric-separator|logical-assignment-operators|optional-catch-binding|async-generator-functions|json-strings|export-namespace-from|dynamic-import|unicode-property-regex|class-static-block|runtime|regenerator|async-to-generator|arrow-functions|classes|destructuring|spread|parameters|template-literals|block-scoping|for-of|computed-properties|shorthand-properties|modules-commonjs|es2015-[\w-]+|react-(?:jsx(?:-source|-self|-development)?|constant-elements|inline-elements|remove-prop-types|display-name)|typescript|object-assign)|syntax-[\w-]+|dynamic-import-(?:node|webpack)|lodash|react-hot-loader(?:/babel)?|react-refresh(?:/babel)?|istanbul|dev-expression|add-module-exports|date-fns|ramda|minify-[\w-]+)$|^(?:react-hot-loader|react-refresh)/babel$`)
	babelPreset = regexp.MustCompile(`^(?:module:)?(?:@babel/(?:preset-)?|babel-preset-)?(?:env|react|typescript|modules|stage-\d|es201\d|latest|react-app|airbnb|minify|react-optimize|react-native|expo)$|^@vue/(?:cli-plugin-babel(?:/preset)?|babel-preset-app|app)$|^@(?:rsbuild|modern-js)/`)
)

// babelPlugins tells whether Babel is configured to do more than what every
// bundler does: what it does about the language's newer parts, TypeScript and
// JSX is no reason to run it, and neither is what only serves a dev server or
// tests.
func (p *Project) babelPlugins() bool {
	if p.Babel {
		return true
	}
	texts := []string{string(p.own.Babel)}
	for _, name := range babelFiles() {
		if data, err := os.ReadFile(filepath.Join(p.dir, name)); err == nil {
			texts = append(texts, string(data))
		}
	}
	return slices.ContainsFunc(texts, babelNeeded)
}

// macros tells whether sources may import macros of Babel's, which need no
// configuration in Create React App.
func (p *Project) macros() bool {
	if p.babelPlugins() {
		return false // with its configuration
	}
	for name := range p.packages {
		if strings.Contains(name, "macro") {
			return true
		}
	}
	return p.Installed("babel-plugin-macros")
}

// babelNeeded reads the lists of a configuration of Babel's, which may be a
// program.
func babelNeeded(text string) bool {
	text = regexp.MustCompile(`(?s)/\*.*?\*/|(?m)(?:^|\s)//[^\n]*`).ReplaceAllString(text, "")
	for _, at := range babelList.FindAllStringSubmatchIndex(text, -1) {
		kind := text[at[2]:at[3]]
		before := text[:at[0]]
		if environment := regexp.MustCompile(`["']?(test|development)["']?\s*:\s*\{[^{}]*$`); environment.MatchString(before) {
			continue
		}
		for _, element := range elements(text[at[1]:]) {
			name := babelName.FindStringSubmatch(element)
			switch {
			case name == nil && (kind == "plugins" || strings.TrimSpace(element) == ""):
				if kind == "plugins" && strings.TrimSpace(element) != "" {
					return true
				}
			case name == nil:
			case kind == "plugins" && !babelIdle.MatchString(name[1]):
				return true
			case kind == "presets" && !babelPreset.MatchString(name[1]):
				return true
			case kind == "presets":
				if jsx := babelJSX.FindStringSubmatch(element); jsx != nil && jsx[1] != "react" && jsx[1] != "React.createElement" {
					return true
				}
			}
		}
	}
	return false
}

// elements splits what stands in brackets, up to the one that closes them.
func elements(text string) []string {
	var list []string
	depth, start := 0, 0
	var quote byte
	for i := 0; i < len(text); i++ {
		c := text[i]
		switch {
		case quote != 0:
			if c == '\\' {
				i++
			} else if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'' || c == '`':
			quote = c
		case c == '[' || c == '{' || c == '(':
			depth++
		case (c == ']' || c == '}' || c == ')') && depth > 0:
			depth--
		case c == ']':
			return append(list, text[start:i])
		case c == ',' && depth == 0:
			list = append(list, text[start:i])
			start = i + 1
		}
	}
	return list
}
