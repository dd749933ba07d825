package css

import (
	"slices"
	"strings"

	"github.com/tdewolff/parse/v2/css"
)

// rules lists the at-rules that browsers know, or will by their specifications:
// with the margin boxes of @page and the blocks of @font-feature-values.
func rules() []string {
	return strings.Fields(`
		charset import namespace media supports page font-face keyframes layer container scope property starting-style
		counter-style font-feature-values font-palette-values color-profile view-transition position-try document viewport
		stylistic styleset character-variant swash ornaments annotation historical-forms
		top-left-corner top-left top-center top-right top-right-corner bottom-left-corner bottom-left bottom-center
		bottom-right bottom-right-corner left-top left-middle left-bottom right-top right-middle right-bottom
		footnote function env result`)
}

// browserRule tells whether browsers know an at-rule, before which nothing of
// rest stands.
func browserRule(name string, rest tokens) bool {
	for _, prefix := range []string{"-webkit-", "-moz-", "-ms-", "-o-", "-khtml-"} {
		if strings.HasPrefix(name, prefix) {
			return true
		}
	}
	if name == "function" { // of Sass, unless it is called as custom properties are
		return strings.HasPrefix(strings.TrimSpace(rest.text(0)+rest.text(1)), "--")
	}
	return rest.text(0) != ":" && slices.Contains(rules(), name) // a colon makes it a variable of Less
}

// toolOfRule tells which tool gives an at-rule a meaning, "" where several may.
func toolOfRule(name string) string {
	switch name {
	case "tailwind", "apply", "theme", "utility", "variant", "variants", "custom-variant", "source", "plugin", "config", "reference", "screen", "responsive":
		return "Tailwind CSS"
	case "use", "forward", "include", "mixin", "extend", "function", "return", "if", "else", "each", "for", "while", "at-root", "debug", "warn", "error", "content":
		return "Sass"
	case "plugins", "arguments":
		return "Less"
	case "custom-media", "custom-selector", "nest", "define-mixin", "define-placeholder", "value":
		return "PostCSS"
	}
	return ""
}

// toolOfFunction tells whether a function is one of a tool's and not of
// browsers, from its name, with the parenthesis, and what stands in it.
func toolOfFunction(name string, rest tokens, text string) (tool string, foreign bool) {
	switch name {
	case "theme(", "screen(", "--theme(", "--spacing(", "--alpha(", "--value(", "--modifier(":
		own := strings.HasPrefix(name, "--") && strings.Contains(text, "@function "+name)
		return "Tailwind CSS", !own
	case "rem(", "em(": // rem(a, b) is the remainder
		return "", arguments(rest) == 1
	case "saturate(": // saturate(50%) is a filter
		return "Sass", arguments(rest) > 1
	case "darken(", "lighten(", "desaturate(", "transparentize(", "opacify(", "fade-in(", "fade-out(", "adjust-color(", "adjust-hue(", "scale-color(",
		"change-color(", "tint-color(", "shade-color(", "shift-color(", "color-yiq(", "map-get(", "map-merge(", "map-has-key(", "map-keys(", "map-values(",
		"nth(", "unquote(", "percentage(", "breakpoint(", "rem-calc(", "to-rem(", "px-to-rem(", "px2rem(", "pxtorem(", "strip-unit(", "rfs(",
		"inspect(", "type-of(", "str-index(", "str-slice(", "ceil(", "floor(", "image-url(", "asset-url(", "font-url(", "theme-color(", "spacing(", "rems(", "torem(", "fluid(":
		return "Sass", true
	case "fade(", "fadein(", "fadeout(", "spin(", "data-uri(", "e(", "tint(", "shade(", "unit(":
		return "Less", true
	case "color-mod(", "svg-load(", "svg-inline(", "inline-svg(", "resolve(", "inline(":
		return "PostCSS", true
	case "v-bind(":
		return "Vue", true
	}
	return "", false
}

// arguments counts the arguments of a function, of which rest are the tokens
// behind the parenthesis. A function without any has none.
func arguments(rest tokens) int {
	depth, n, any := 0, 1, false
	for _, t := range rest {
		switch t.kind {
		case css.FunctionToken, css.LeftParenthesisToken:
			depth++
		case css.RightParenthesisToken:
			if depth == 0 {
				if !any {
					return 0
				}
				return n
			}
			depth--
		case css.CommaToken:
			if depth == 0 {
				n++
			}
		case css.WhitespaceToken, css.CommentToken:
			continue
		}
		any = true
	}
	return n
}

// Problem says what is wrong with a finding.
func Problem(f Finding) string {
	if f.Rule {
		return "no browser is known to know " + f.What + ", which stays as it is"
	}
	return "no browser knows " + f.What + ", and nothing made CSS of it"
}

// Advice says what to do about a finding's tool.
func Advice(tool string) string {
	switch tool {
	case "Tailwind CSS":
		return "let Tailwind CSS compile the sheet before the build (npx @tailwindcss/cli -i in.css -o out.css), and name what it writes"
	case "Sass":
		return "let Sass compile the sheet before the build (npx sass in.scss out.css), and name what it writes"
	case "Less":
		return "let Less compile the sheet before the build (npx lessc in.less out.css), and name what it writes"
	case "PostCSS":
		return "let PostCSS compile the sheet before the build (npx postcss in.css -o out.css), and name what it writes"
	case "CSS modules":
		return "it is for CSS modules: call the file .module.css, and use the names that importing it gives; or leave it out"
	case "components of Vue":
		return "it is for the <style scoped> of a component of Vue: move the rule there, or write the selector without it"
	case "Vue":
		return "v-bind() is for the <style> of a component of Vue: move the rule there, or write var(--name) and set that by a script"
	}
	return "compile the sheet to CSS before the build, and name what comes out; or correct the name"
}
