package recipe

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/paintbox-build/paintbox/internal/lex"
)

// babelFiles are those that configure Babel, beside package.json.
func babelFiles() []string {
	return []string{"babel.config.js", "babel.config.mjs", "babel.config.cjs", "babel.config.json", "babel.config.ts", ".babelrc", ".babelrc.js", ".babelrc.json", ".babelrc.cjs", ".babelrc.mjs"}
}

// What is no reason to run Babel, by the names of packages.
var (
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
	return slices.ContainsFunc(p.babelTexts(), babelNeeded)
}

// babelTexts are the configurations of Babel.
func (p *Project) babelTexts() []string {
	texts := []string{string(p.own.Babel)}
	for _, name := range babelFiles() {
		if data, err := os.ReadFile(filepath.Join(p.dir, name)); err == nil {
			texts = append(texts, string(data))
		}
	}
	return texts
}

// babelRuntime is what the configurations of Babel say of JSX; "" for nothing.
func (p *Project) babelRuntime() string {
	if !p.depends("@babel/preset-react") && !p.depends("@babel/plugin-transform-react-jsx") {
		return ""
	}
	for _, text := range p.babelTexts() {
		for found := range lex.FindAll([]byte(text), `runtime: $string`, `"runtime": $string`) {
			if way := found.Values[0]; way == "automatic" || way == "classic" {
				return way
			}
		}
	}
	return ""
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
// program, but for those of other environments than production.
func babelNeeded(text string) bool {
	c := &babelConfig{text: []byte(text)}
	r := lex.NewReader(c.text, false)
	for t := r.Next(); t.Kind != lex.End; t = r.Next() {
		c.tokens = append(c.tokens, t)
	}
	idle := []bool{false} // for each bracket that is open: whether it is in such an environment
	for i, t := range c.tokens {
		switch {
		case opens(t):
			key := c.key(i - 2)
			idle = append(idle, idle[len(idle)-1] || c.kind(i-1) == lex.Colon && (key == "test" || key == "development"))
		case closes(t) && len(idle) > 1:
			idle = idle[:len(idle)-1]
		}
		key := c.key(i - 2)
		if t.Kind == lex.BracketOpen && c.kind(i-1) == lex.Colon && !idle[len(idle)-1] && (key == "plugins" || key == "presets") &&
			slices.ContainsFunc(c.elements(i+1), func(e element) bool { return c.needed(key, e) }) {
			return true
		}
	}
	return false
}

// babelConfig is a configuration of Babel's.
type babelConfig struct {
	text   []byte
	tokens []lex.Token
}

// kind is that of a token, lex.End where there is none.
func (c *babelConfig) kind(i int) lex.Kind {
	if i < 0 || i >= len(c.tokens) {
		return lex.End
	}
	return c.tokens[i].Kind
}

// key is what a token says as the name of a property.
func (c *babelConfig) key(i int) string {
	switch k := c.kind(i); {
	case k.Word():
		return string(c.text[c.tokens[i].Start:c.tokens[i].End])
	case k == lex.String:
		return c.value(i)
	}
	return ""
}

// value is that of a string, "" for any other token.
func (c *babelConfig) value(i int) string {
	if i >= len(c.tokens) {
		return ""
	}
	value, _ := lex.Value(c.text[c.tokens[i].Start:c.tokens[i].End])
	return value
}

// element is one of a list: the tokens from one up to another.
type element struct{ from, to int }

// elements are those of the list whose first token is given.
func (c *babelConfig) elements(from int) []element {
	var list []element
	depth := 0
	for i := from; i < len(c.tokens); i++ {
		t := c.tokens[i]
		end := depth == 0 && closes(t)
		switch {
		case opens(t):
			depth++
		case closes(t):
			depth--
		}
		if (end || depth == 0 && t.Kind == lex.Comma) && i > from {
			list = append(list, element{from, i})
		}
		if end {
			break
		}
		if depth == 0 && t.Kind == lex.Comma {
			from = i + 1
		}
	}
	return list
}

// needed tells whether an element of plugins or presets is a reason to run Babel.
func (c *babelConfig) needed(key string, e element) bool {
	name := ""
	for i := e.from; i < e.to && name == ""; i++ {
		if value := c.value(i); strings.Trim(value, "@ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_./-") == "" {
			name = value
		}
	}
	if key == "plugins" {
		return !babelIdle.MatchString(name)
	}
	return name != "" && (!babelPreset.MatchString(name) || c.otherJSX(e))
}

// otherJSX tells whether the options of a preset name another JSX than React's.
func (c *babelConfig) otherJSX(e element) bool {
	for i := e.from; i+2 < e.to; i++ {
		if key := c.key(i); (key == "importSource" || key == "pragma") && c.kind(i+1) == lex.Colon {
			if value := c.value(i + 2); value != "" {
				return value != "react" && value != "React.createElement"
			}
		}
	}
	return false
}

// opens tells whether a token opens a bracket.
func opens(t lex.Token) bool {
	return t.Kind == lex.BracketOpen || t.Kind == lex.BraceOpen || t.Kind == lex.ParenOpen
}

func closes(t lex.Token) bool {
	return t.Kind == lex.BracketClose || t.Kind == lex.BraceClose || t.Kind == lex.ParenClose
}
