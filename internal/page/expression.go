package page

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/paintbox-build/paintbox/internal/lex"
)

// Names are the values that the tags of a template may name: strings, booleans,
// numbers and nil, by their path, such as "process.env.NODE_ENV". Title stands
// for the titles that templates ask for; the base of the output is
// known without it.
type Names struct {
	Title  string
	Values map[string]any
	// Mustaches says that the project has a framework that reads {{ … }} from pages.
	Mustaches bool
	// Raw says that <%= writes a value as it is and <%- escapes it, as templates of HtmlWebpackPlugin have it: the other
	// way round than EJS.
	Raw bool
	// Prefixes begin the names of variables of the environment that pages may see.
	Prefixes []string
}

// nothing is the value of a list of files that Paintbox puts into pages itself.
type nothing struct{}

// unknownName is the error of a name without a value.
type unknownName struct {
	name     string
	variable string // of the environment; "" where it is none
}

func (u unknownName) Error() string { return "nothing says what " + u.name + " is" }

func (u unknownName) note() string {
	switch {
	case strings.HasPrefix(u.name, "htmlWebpackPlugin.files."), strings.HasPrefix(u.name, "htmlWebpackPlugin.tags."):
		return "remove the element: the build puts the page's scripts and style sheets into it"
	case u.variable != "":
		return "set " + u.variable + " in .env or the environment, or write its value there"
	}
	return `write its value there, or state it in "define": { "` + u.name + `": "\"…\"" }`
}

// unknown is the error of a name without a value.
func (n Names) unknown(name string) unknownName {
	variable := strings.TrimPrefix(strings.TrimPrefix(name, "process.env."), "import.meta.env.")
	if !slices.ContainsFunc(n.Prefixes, func(p string) bool { return strings.HasPrefix(variable, p) }) {
		variable = ""
	}
	return unknownName{name, variable}
}

// get returns the value of a name. The base is named as pages name it
// themselves, because it depends on where the page is published.
func (n Names) get(name string) (any, error) {
	if v, ok := n.Values[name]; ok {
		return v, nil
	}
	switch name {
	case "htmlWebpackPlugin.options.title", "title":
		return n.Title, nil
	case "BASE_URL", "process.env.BASE_URL", "import.meta.env.BASE_URL", "htmlWebpackPlugin.files.publicPath", "htmlWebpackPlugin.options.publicPath", "webpackConfig.output.publicPath":
		return "%BASE_URL%", nil
	case "process.env.PUBLIC_URL", "PUBLIC_URL":
		return "%PUBLIC_URL%", nil
	case "NODE_ENV", "process.env.NODE_ENV", "MODE", "import.meta.env.MODE", "webpackConfig.mode":
		return "production", nil
	case "htmlWebpackPlugin.tags.headTags", "htmlWebpackPlugin.tags.bodyTags",
		"htmlWebpackPlugin.files.js", "htmlWebpackPlugin.files.css", "htmlWebpackPlugin.files.chunks":
		return nothing{}, nil
	case "htmlWebpackPlugin.files.js.length", "htmlWebpackPlugin.files.css.length":
		return 0.0, nil
	case "htmlWebpackPlugin.files.favicon", "htmlWebpackPlugin.files.manifest", "htmlWebpackPlugin.options.favicon", "undefined", "null":
		return nil, nil
	}
	return nil, n.unknown(name)
}

// maxExpression is the length, in bytes, of what is evaluated: reading recurses,
// and conditions are short.
const maxExpression = 2000

// evaluate gives the value of an expression of JavaScript that is made of
// literals, names, and ! && || ?? === !== == != + ?: and parentheses. Anything
// else is an error, and so is a name without a value that matters.
func evaluate(code piece, names Names) (any, error) {
	if len(code.text) > maxExpression {
		return nil, isProgram(code)
	}
	e := &expression{code: code, names: names}
	e.next()
	v := e.conditional()
	if e.err == nil && e.kind != lex.End {
		e.err = isProgram(code)
	}
	return v, e.err
}

func isProgram(code piece) error { return errors.New("it is a program: " + short(code.text)) }

// expression is an expression that is being evaluated.
type expression struct {
	code  piece
	names Names
	at    int      // of the token after the next one
	token string   // the next one; a name with what it is taken of: a.b
	kind  lex.Kind // of it, End at the end
	idle  int      // within an operand that does not matter
	err   error
}

// next moves to the next token.
func (e *expression) next() {
	first := e.at
	e.token, e.kind = "", e.code.kind(first)
	if e.kind == lex.End {
		return
	}
	e.token = e.code.word(first)
	e.at++
	switch e.kind {
	case lex.Ident, lex.Import, lex.This, lex.True, lex.False, lex.Null:
		for k := e.code.kind(e.at); (k == lex.Dot || k == lex.Optional) && e.code.kind(e.at+1).Word(); k = e.code.kind(e.at) {
			e.token += "." + e.code.word(e.at+1)
			e.kind = lex.Ident
			e.at += 2
		}
	case lex.Number, lex.String, lex.Template, lex.Compare, lex.Choice, lex.Question, lex.Colon, lex.ParenOpen, lex.ParenClose:
	default:
		if e.token != "!" && e.token != "+" {
			e.fail(isProgram(e.code.between(first, len(e.code.tokens))))
		}
	}
}

func (e *expression) fail(err error) {
	if e.err == nil {
		e.err = err
	}
}

// accept moves over a token if it is the next one.
func (e *expression) accept(token string) bool {
	if e.err != nil || e.token != token {
		return false
	}
	e.next()
	return true
}

// unless reads an operand that does not matter where skip holds.
func (e *expression) unless(skip bool, read func() any) any {
	if skip {
		e.idle++
		defer func() { e.idle-- }()
	}
	return read()
}

func (e *expression) conditional() any {
	v := e.either()
	if !e.accept("?") {
		return v
	}
	then := e.unless(!truthy(v), e.conditional)
	if !e.accept(":") {
		e.fail(errors.New("a condition lacks its second value"))
	}
	otherwise := e.unless(truthy(v), e.conditional)
	if truthy(v) {
		return then
	}
	return otherwise
}

func (e *expression) either() any {
	v := e.both()
	for {
		switch {
		case e.accept("||"):
			if right := e.unless(truthy(v), e.both); !truthy(v) {
				v = right
			}
		case e.accept("??"):
			if right := e.unless(v != nil, e.both); v == nil {
				v = right
			}
		default:
			return v
		}
	}
}

func (e *expression) both() any {
	v := e.equal()
	for e.accept("&&") {
		if right := e.unless(!truthy(v), e.equal); truthy(v) {
			v = right
		}
	}
	return v
}

func (e *expression) equal() any {
	v := e.sum()
	for {
		switch {
		case e.accept("==="), e.accept("=="):
			v = v == e.sum()
		case e.accept("!=="), e.accept("!="):
			v = v != e.sum()
		default:
			return v
		}
	}
}

func (e *expression) sum() any {
	v := e.operand()
	for e.accept("+") {
		v = textOf(v) + textOf(e.operand())
	}
	return v
}

func (e *expression) operand() any {
	token, kind := e.token, e.kind
	switch {
	case e.accept("!"):
		return !truthy(e.operand())
	case e.accept("("):
		v := e.conditional()
		if !e.accept(")") {
			e.fail(errors.New("a parenthesis is not closed"))
		}
		return v
	case kind == lex.End:
		e.fail(errors.New("an operand is missing"))
		return nil
	}
	e.next()
	switch kind {
	case lex.String, lex.Template:
		value, _ := lex.Value([]byte(token))
		return value
	case lex.True, lex.False:
		return kind == lex.True
	case lex.Number:
		number, err := strconv.ParseFloat(token, 64)
		if err != nil {
			e.fail(errors.New("it is a program: " + short(token)))
		}
		return number
	case lex.Ident, lex.This, lex.Null:
		return e.named(token)
	}
	e.fail(errors.New("it is a program: " + short(token)))
	return nil
}

// named is the value of a name that was read.
func (e *expression) named(name string) any {
	if e.token == "(" {
		e.fail(fmt.Errorf("it calls %s", name))
	}
	v, err := e.names.get(name)
	if err != nil && e.idle == 0 {
		e.fail(err)
	}
	return v
}

func truthy(v any) bool { return v != nil && v != false && v != "" && v != 0.0 }

// textOf is what a value is in a page.
func textOf(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case bool:
		return strconv.FormatBool(v)
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	}
	return ""
}
